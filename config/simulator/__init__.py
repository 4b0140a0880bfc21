"""People who are played: the demo's cadres, departments and enterprises at work through the public API."""
