#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Whether this processor has instructions for CRC-32C.
bool peil_has_crc32c(void);

/// Goes on with a CRC-32C, neither inverted before nor after, by those instructions: only where
/// `peil_has_crc32c` said that they are there.
uint32_t peil_crc32c(uint32_t crc, const uint8_t *bytes, size_t count);
