"""The ordinary way to do the same: DRF's ModelSerializer and generic views, Channels' group_send. Only to divide by."""
