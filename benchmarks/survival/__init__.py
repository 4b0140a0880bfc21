"""Proof of survival: load, faults by seed, and a checker that holds every log against the database."""
