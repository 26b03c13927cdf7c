/* fuzz_article.c - any bytes as an article file of each format: the first byte chooses. */
#include "corpus/readers/reader.h"

#include <stdint.h>

static bool take(void *context, const struct article *article, const char *problem) {
    size_t *passages = context;
    (void)problem;
    *passages += article ? article->section_count : 0;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {"a.md", "a.html", "a.txt", "a.jsonl"};
    if (size == 0)
        return 0;
    const char *name = names[data[0] % 4];
    struct error err;
    size_t passages = 0;
    reader_read(name, name, slice_make((const char *)data + 1, size - 1), take, &passages, &err);
    return 0;
}
