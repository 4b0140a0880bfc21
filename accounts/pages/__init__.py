"""What a browser sees before and around the browser app: the front page, the demo's doors, and the shells."""
