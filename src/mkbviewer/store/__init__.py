"""Keep releases on disk and answer queries about them."""
