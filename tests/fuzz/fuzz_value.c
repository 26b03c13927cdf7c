/* fuzz_value.c - any bytes as YAML and as JSON: patient files, profiles, wording, headers. */
#include "base/value.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena arena = {0};
    struct error err;
    struct slice text = slice_make((const char *)data, size);
    value_read_yaml(&arena, text, "fuzz.yaml", 1, &err);
    value_read_json(&arena, text, "fuzz.json", &err);
    arena_release(&arena);
    return 0;
}
