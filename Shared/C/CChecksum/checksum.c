#include "checksum.h"

#include <string.h>

#if defined(__x86_64__)

#include <nmmintrin.h>

#define WITH_CRC __attribute__((target("sse4.2")))
#define CRC_OF_WORD(crc, word) ((uint32_t)_mm_crc32_u64(crc, word))
#define CRC_OF_BYTE(crc, byte) _mm_crc32_u8(crc, byte)

bool peil_has_crc32c(void) { return __builtin_cpu_supports("sse4.2"); }

#elif defined(__aarch64__)

#include <arm_acle.h>
#include <asm/hwcap.h>
#include <sys/auxv.h>

#define WITH_CRC __attribute__((target("crc")))
#define CRC_OF_WORD(crc, word) __crc32cd(crc, word)
#define CRC_OF_BYTE(crc, byte) __crc32cb(crc, byte)

bool peil_has_crc32c(void) { return getauxval(AT_HWCAP) & HWCAP_CRC32; }

#else

#define WITH_CRC
#define CRC_OF_WORD(crc, word) (crc)
#define CRC_OF_BYTE(crc, byte) (crc)

bool peil_has_crc32c(void) { return false; }

#endif

WITH_CRC uint32_t peil_crc32c(uint32_t crc, const uint8_t *bytes, size_t count) {
    for (; count >= 8; bytes += 8, count -= 8) {
        uint64_t word;
        memcpy(&word, bytes, sizeof word);
        crc = CRC_OF_WORD(crc, word);
    }
    for (; count > 0; bytes++, count--) crc = CRC_OF_BYTE(crc, *bytes);
    return crc;
}
