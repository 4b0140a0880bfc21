"""PostgreSQL as Django knows it, with a pool whose check costs no round trip."""
