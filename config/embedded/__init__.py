"""The house: everything a fresh machine needs to run the grid, from one command and without a container.

`bootstrap` makes the environment with nothing but the standard library; `stack` starts PostgreSQL, Redis
and the grid's own processes under one supervisor; `up`, `suite` and `backup` are what `./run` calls.
"""
