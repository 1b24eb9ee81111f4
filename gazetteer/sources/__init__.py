"""Where the gazetteer's places come from: one module for each provider."""
