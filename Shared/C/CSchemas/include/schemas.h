#pragma once

#include <stddef.h>

/// A JSON Schema as it stands in Shared/Messages/Schemas.
struct peil_schema {
    /// Of the file.
    const char *name;
    const unsigned char *bytes;
    size_t count;
};

/// All of them, by name; `count` says how many.
const struct peil_schema *peil_schemas(size_t *count);
