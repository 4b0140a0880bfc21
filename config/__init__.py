"""The composition root: it knows every app, and no app knows it.

Nothing is imported here: `./run` passes through on its way to the bootstrap, before anything is installed.
"""
