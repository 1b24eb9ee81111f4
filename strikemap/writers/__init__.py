"""Write event tables; one module per format, all behind the one gate."""

from strikemap.writers.saving import write_events

__all__ = ["write_events"]
