"""The demo world: a development zone in its sixty-one working days of getting back to work, with invented names."""
