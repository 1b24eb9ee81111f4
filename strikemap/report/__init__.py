"""From an article to draft events: transparent rules, every field with the rule that made it."""
