#pragma once

/// How jemalloc behaves, which reads it when the process starts (jemalloc(3), "TUNING"): memory
/// that is freed goes back to the system within a tenth of a second, by a thread of its own. By
/// default an arena keeps it for ten seconds, and gives it back only when it is used again.
extern const char *malloc_conf;
