/* reader_name.c - which files are articles, by name alone.
 *
 * Layer: corpus; libc only, in a file of its own, so that a search that finds nothing changed loads
 * no reader and none of its libraries.
 */
#include "corpus/reader.h"

#include "base/file.h"

#include <strings.h>

static const char *const article_endings[] = {".md",    ".markdown", ".html", ".htm",
                                              ".xhtml", ".txt",      ".jsonl"};

/* Some folder on the way to the file has this name. */
static bool is_below(const char *relative_path, const char *folder) {
    size_t length = strlen(folder);
    for (const char *part = relative_path, *slash; (slash = strchr(part, '/')); part = slash + 1)
        if ((size_t)(slash - part) == length && memcmp(part, folder, length) == 0)
            return true;
    return false;
}

bool reader_is_article(const char *relative_path) {
    const char *name = file_name_of(relative_path);
    const char *ending = strrchr(name, '.');
    if (!ending || *name == '_' || *name == '.' || strcasecmp(name, "README.md") == 0 ||
        is_below(relative_path, "wording"))
        return false;
    for (size_t i = 0; i < sizeof article_endings / sizeof *article_endings; i++)
        if (strcasecmp(ending, article_endings[i]) == 0)
            return true;
    return false;
}
