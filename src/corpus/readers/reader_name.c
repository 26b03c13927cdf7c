/* reader_name.c - which files are articles, and what of the others, by name alone.
 *
 * Layer: corpus; libc only, in a file of its own, so that a search that finds nothing changed loads
 * no reader and none of its libraries. A new format is a row here and one in reader.c.
 */
#include "corpus/readers/reader.h"

#include "base/file.h"
#include "corpus/readers/reader_formats.h"

#include <strings.h>

static const struct {
    const char *ending;
    enum article_format format;
} article_endings[] = {
    {".md", FORMAT_MARKDOWN}, {".html", FORMAT_HTML},   {".txt", FORMAT_TEXT},
    {".htm", FORMAT_HTML},    {".xhtml", FORMAT_HTML},  {".markdown", FORMAT_MARKDOWN},
    {".docx", FORMAT_DOCX},   {".odt", FORMAT_ODT},     {".epub", FORMAT_EPUB},
    {".pdf", FORMAT_PDF},     {".jsonl", FORMAT_JSONL},
};

/* What articles are kept in that we do not read, and what to do about it. */
static const struct {
    const char *ending, *hint;
} foreign_endings[] = {
    {".doc", "save as .docx"},     {".docm", "save as .docx"},    {".dot", "save as .docx"},
    {".dotx", "save as .docx"},    {".rtf", "save as .docx"},     {".wpd", "save as .docx"},
    {".pages", "export as Word"},  {".gdoc", "download as Word"}, {".ott", "save as .odt"},
    {".fodt", "save as .odt"},     {".sxw", "save as .odt"},      {".mobi", "convert to .epub"},
    {".azw3", "convert to .epub"}, {".xps", "save as .pdf"},      {".ppt", "save as .pdf"},
    {".pptx", "save as .pdf"},     {".odp", "save as .pdf"},      {".key", "export as PDF"},
    {".pub", "save as .pdf"},      {".indd", "export as EPUB"},   {".xls", "save as .html"},
    {".xlsx", "save as .html"},    {".ods", "save as .html"},     {".mht", "save as .html"},
    {".mhtml", "save as .html"},   {".rst", "convert to .md"},    {".adoc", "convert to .md"},
    {".tex", "convert to .md"},
};

/* Some folder on the way to the file has this name. */
static bool is_below(const char *relative_path, const char *folder) {
    size_t length = strlen(folder);
    for (const char *part = relative_path, *slash; (slash = strchr(part, '/')); part = slash + 1)
        if ((size_t)(slash - part) == length && memcmp(part, folder, length) == 0)
            return true;
    return false;
}

/* What the program itself keeps beside the articles. */
static bool is_own_file(const char *relative_path) {
    static const char *const names[] = {"clinic.yaml", "facts.yaml", "judgments.tsv",
                                        "thesaurus.yaml"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(relative_path, names[i]) == 0)
            return true;
    return false;
}

/* Office programs keep a file of their own beside one that is open: "~$leaflet.docx". */
static bool is_left_out(const char *relative_path) {
    const char *name = file_name_of(relative_path);
    return is_own_file(relative_path) || *name == '_' || *name == '.' || *name == '~' ||
           strcasecmp(name, "README.md") == 0 || is_below(relative_path, "wording");
}

enum article_format reader_format_of(const char *relative_path) {
    const char *ending = strrchr(file_name_of(relative_path), '.');
    for (size_t i = 0; ending && i < sizeof article_endings / sizeof *article_endings; i++)
        if (strcasecmp(ending, article_endings[i].ending) == 0)
            return article_endings[i].format;
    return FORMAT_UNKNOWN;
}

bool reader_can_read(const char *name) {
    return reader_format_of(name) != FORMAT_UNKNOWN;
}

bool reader_is_article(const char *relative_path) {
    return reader_can_read(relative_path) && !is_left_out(relative_path);
}

const char *reader_kind_hint(const char *relative_path) {
    const char *ending = strrchr(file_name_of(relative_path), '.');
    if (is_left_out(relative_path) || reader_can_read(relative_path))
        return NULL;
    for (size_t i = 0; ending && i < sizeof foreign_endings / sizeof *foreign_endings; i++)
        if (strcasecmp(ending, foreign_endings[i].ending) == 0)
            return foreign_endings[i].hint;
    return "";
}
