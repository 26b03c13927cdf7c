/* article_named.c - see article_named.h.
 *
 * Layer: corpus. Order: values, the table of names, taking one.
 */
#include "corpus/article_named.h"

#include "base/date.h"
#include "corpus/article_header.h"

#include <ctype.h>
#include <stddef.h>
#include <strings.h>

/* -- values: the text to keep, or NULL ------------------------------------------------------- */

typedef const char *value_reader(struct arena *arena, const char *value);

static const char *read_text(struct arena *arena, const char *value) {
    (void)arena;
    return value;
}

bool article_is_sensible_title(const char *title) {
    static const char *const by_programs[] = {"document",  "untitled",   "microsoft word",
                                              "unbenannt", "sin título", "sans titre",
                                              "dokument"};
    static const char *const file_endings[] = {".doc",  ".docx", ".odt", ".pdf",  ".rtf",
                                               ".indd", ".qxd",  ".ppt", ".pptx", ".pub"};
    size_t length = strlen(title);
    for (size_t i = 0; i < sizeof by_programs / sizeof *by_programs; i++) {
        size_t start = strlen(by_programs[i]);
        if (strncasecmp(title, by_programs[i], start) != 0)
            continue;
        const char *rest = title + start;
        rest += strspn(rest, " 0123456789");
        if (!*rest || *rest == '-')
            return false;
    }
    for (size_t i = 0; i < sizeof file_endings / sizeof *file_endings; i++) {
        size_t end = strlen(file_endings[i]);
        if (length >= end && strcasecmp(title + length - end, file_endings[i]) == 0)
            return false;
    }
    return length > 0;
}

static bool ends_with(struct slice text, const char *end) {
    size_t length = strlen(end);
    return text.length >= length && strncasecmp(text.data + text.length - length, end, length) == 0;
}

bool article_is_description(struct slice text) {
    static const char *const by_programs[] = {
        "description automatically generated", "automatisch generierte beschreibung",
        "description générée automatiquement", "descripción generada automáticamente",
        "opis wygenerowany automatycznie",     "descrizione generata automaticamente",
        "descrição gerada automaticamente",    "automatisch gegenereerde beschrijving"};
    static const char *const file_endings[] = {".png", ".jpg", ".jpeg", ".gif",
                                               ".svg", ".bmp", ".webp", ".emf"};
    text = slice_trim(text);
    for (size_t i = 0; i < sizeof by_programs / sizeof *by_programs; i++)
        if (ends_with(text, by_programs[i]))
            return false;
    for (size_t i = 0; i < sizeof file_endings / sizeof *file_endings; i++)
        if (ends_with(text, file_endings[i]) && !memchr(text.data, ' ', text.length))
            return false;
    return text.length > 0;
}

static const char *read_title(struct arena *arena, const char *value) {
    (void)arena;
    return article_is_sensible_title(value) ? value : NULL;
}

static const char *read_language(struct arena *arena, const char *value) {
    return article_language(arena, slice_of(value));
}

/* "2026-03-01" or "2026-03-01T00:00:00Z"; other ways to write a date are not guessed at. */
static const char *read_date(struct arena *arena, const char *value) {
    enum { DATE_LENGTH = 10 };
    int day;
    if (strlen(value) < DATE_LENGTH || (value[DATE_LENGTH] && value[DATE_LENGTH] != 'T') ||
        !date_parse(slice_make(value, DATE_LENGTH), &day))
        return NULL;
    return arena_bytes(arena, value, DATE_LENGTH);
}

/* -- names --------------------------------------------------------------------------------- */

#define FIELD(name) offsetof(struct article, name)

static const struct named {
    const char *name; /* lower case; ':' and '_' count as '.', blanks and hyphens as nothing */
    size_t field;
    value_reader *read;
} known_names[] = {
    {"title", FIELD(title), read_title},
    {"dc.title", FIELD(title), read_title},
    {"dcterms.title", FIELD(title), read_title},
    {"author", FIELD(author), read_text},
    {"dc.creator", FIELD(author), read_text},
    {"dcterms.creator", FIELD(author), read_text},
    {"meta.initialcreator", FIELD(author), read_text},
    {"keywords", FIELD(topics), read_text},
    {"cp.keywords", FIELD(topics), read_text},
    {"meta.keyword", FIELD(topics), read_text},
    {"dc.subject", FIELD(topics), read_text},
    {"dcterms.subject", FIELD(topics), read_text},
    {"dc.source", FIELD(source), read_text},
    {"dcterms.source", FIELD(source), read_text},
    {"audience", FIELD(audience), read_text},
    {"dcterms.audience", FIELD(audience), read_text},
    {"dc.rights", FIELD(licence), read_text},
    {"dc.license", FIELD(licence), read_text},
    {"dcterms.rights", FIELD(licence), read_text},
    {"dcterms.license", FIELD(licence), read_text},
    {"version", FIELD(version), read_text},
    {"cp.version", FIELD(version), read_text},
    {"dcterms.language", FIELD(language), read_language},
    {"contentlanguage", FIELD(language), read_language},
    {"language", FIELD(language), read_language},
    {"dc.language", FIELD(language), read_language},
    {"reviewed", FIELD(reviewed), read_date},
    {"lastreviewed", FIELD(reviewed), read_date},
    {"reviewdate", FIELD(reviewed), read_date},
    {"datereviewed", FIELD(reviewed), read_date},
    {"article.reviewed", FIELD(reviewed), read_date},
    {"reviewdue", FIELD(review_due), read_date},
    {"review.due", FIELD(review_due), read_date},
    {"nextreview", FIELD(review_due), read_date},
    {"nextreviewdate", FIELD(review_due), read_date},
};

/* -- taking one ---------------------------------------------------------------------------- */

enum { LONGEST_NAME = 40 };

static void fold_name(struct slice name, char folded[LONGEST_NAME]) {
    size_t length = 0;
    for (size_t i = 0; i < name.length && length + 1 < LONGEST_NAME; i++) {
        char c = name.data[i];
        if (c == ':' || c == '_')
            c = '.';
        if (c != ' ' && c != '-')
            folded[length++] = (char)tolower((unsigned char)c);
    }
    folded[length] = '\0';
}

/* Some programs write a property for each keyword. */
static void add_topic(struct article_builder *builder, const char *topic) {
    enum { LONGEST_TOPICS = 2000 };
    struct article *article = &builder->article;
    if (strlen(article->topics) + strlen(topic) < LONGEST_TOPICS && !strstr(article->topics, topic))
        article->topics = arena_format(builder->arena, "%s, %s", article->topics, topic);
}

void article_take_named(struct article_builder *builder, struct slice name, struct slice value) {
    char folded[LONGEST_NAME];
    const char *text = NULL;
    fold_name(name, folded);
    for (size_t i = 0; i < sizeof known_names / sizeof *known_names; i++) {
        const struct named *known = &known_names[i];
        if (strcmp(folded, known->name) != 0)
            continue;
        const char **field = (const char **)(void *)((char *)&builder->article + known->field);
        bool is_free = !**field || (known->read == read_language && strcmp(*field, "und") == 0);
        text = article_clean_text(builder->arena, value);
        if (*text && !is_free && known->field == FIELD(topics))
            add_topic(builder, text);
        text = is_free && *text ? known->read(builder->arena, text) : NULL;
        if (text)
            *field = text;
        return;
    }
}
