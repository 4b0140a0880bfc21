"""Measurements: two ways of doing the same, interleaved in one run, as a ratio. Absolute figures fail nothing."""
