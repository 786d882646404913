#include "allocator.h"

const char *malloc_conf = "background_thread:true,dirty_decay_ms:100,muzzy_decay_ms:0";
