#include <stddef.h>
#include <stdint.h>

// Part of libFuzzer's interface (LLVM, "libFuzzer", "Using libFuzzer as a library"), which comes
// without a header.
int LLVMFuzzerRunDriver(int *count, char ***arguments,
                        int (*try_one)(const uint8_t *start, size_t count));
