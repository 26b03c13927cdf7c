/* query_filter.c - see query_filter.h.
 *
 * Layer: search. Order: reading values, comparing, the passages that are left.
 */
#include "search/query/query_filter.h"

#include "base/date.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#include <ctype.h>
#include <limits.h>
#include <strings.h>

/* ---- reading values ---- */

static const char *lower_text(struct arena *arena, struct slice text) {
    struct strbuf lower = {0};
    utf8_add_ascii_lower(&lower, text);
    const char *copy = arena_bytes(arena, strbuf_text(&lower), lower.length);
    strbuf_release(&lower);
    return copy;
}

static bool read_digits(struct slice text, size_t at, size_t count, int *number) {
    *number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.length || !isdigit((unsigned char)text.data[i]))
            return false;
        *number = *number * 10 + (text.data[i] - '0');
    }
    return true;
}

/* 2026, 2026-05 or 2026-05-07: its first and its last day. */
static bool read_period(struct slice text, int *first, int *last) {
    int year, month;
    if (text.length == 10 && date_parse(text, first)) {
        *last = *first;
        return true;
    }
    if (!read_digits(text, 0, 4, &year) || year < 1600 || year > 9998)
        return false;
    if (text.length == 4) {
        *first = date_join(year, 1, 1);
        *last = date_join(year, 12, 31);
        return true;
    }
    if (text.length != 7 || text.data[4] != '-' || !read_digits(text, 5, 2, &month) || month < 1 ||
        month > 12)
        return false;
    *first = date_join(year, month, 1);
    *last = (month < 12 ? date_join(year, month + 1, 1) : date_join(year + 1, 1, 1)) - 1;
    return true;
}

static struct slice behind(struct slice text, size_t bytes) {
    return slice_make(text.data + bytes, text.length - bytes);
}

/* A period with a sign in front, or two with .. between. */
static bool read_days(struct slice value, int *from, int *to) {
    int first, last;
    const char *dots = value.length ? memmem(value.data, value.length, "..", 2) : NULL;
    if (dots) {
        size_t before = (size_t)(dots - value.data);
        return read_period(slice_make(value.data, before), from, &last) &&
               read_period(behind(value, before + 2), &first, to);
    }
    size_t sign = 0;
    while (sign < value.length && sign < 2 && strchr("<>=", value.data[sign]) && value.data[sign])
        sign++;
    if (!read_period(behind(value, sign), &first, &last))
        return false;
    struct slice written = slice_make(value.data, sign);
    *from = INT_MIN;
    *to = INT_MAX;
    if (slice_is(written, ">"))
        *from = last + 1;
    else if (slice_is(written, ">="))
        *from = first;
    else if (slice_is(written, "<"))
        *to = first - 1;
    else if (slice_is(written, "<="))
        *to = last;
    else if (sign == 0 || slice_is(written, "="))
        *from = first, *to = last;
    else
        return false;
    return true;
}

static bool read_reviewed(struct slice value, struct query_filter_term *term) {
    if (slice_is_in_any_case(value, "overdue"))
        term->kind = QUERY_FILTER_OVERDUE;
    else if (slice_is_in_any_case(value, "none"))
        term->kind = QUERY_FILTER_UNREVIEWED;
    else
        return read_days(value, &term->from, &term->to);
    return true;
}

/* de, en-gb, zh-hans */
static bool is_language(struct slice value) {
    size_t letters = 0;
    while (letters < value.length && isalpha((unsigned char)value.data[letters]))
        letters++;
    if (letters < 2 || letters > 3)
        return false;
    for (size_t i = letters; i < value.length; i++)
        if (!isalnum((unsigned char)value.data[i]) && value.data[i] != '-')
            return false;
    return value.length == letters || value.data[letters] == '-';
}

/* The names that a format goes by; the first is the one compared. */
static const char *const type_names[][4] = {
    {"md", "markdown"}, {"html", "htm", "xhtml"},
    {"txt", "text"},    {"jsonl", "json"},
    {"docx", "word"},   {"odt"},
    {"epub"},           {"pdf"},
};

static const char *find_type(struct slice value) {
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
        for (size_t k = 0; k < 4 && type_names[i][k]; k++)
            if (slice_is_in_any_case(value, type_names[i][k]))
                return type_names[i][0];
    return NULL;
}

bool query_filter_read(struct arena *arena, struct slice name, struct slice value,
                       struct query_filter_term *term) {
    *term = (struct query_filter_term){.value = ""};
    value = slice_trim(value);
    if (value.length == 0 || memchr(value.data, '\0', value.length))
        return false;
    if (slice_is_in_any_case(name, "reviewed")) {
        term->kind = QUERY_FILTER_REVIEWED;
        return read_reviewed(value, term);
    }
    if (slice_is_in_any_case(name, "type")) {
        term->kind = QUERY_FILTER_TYPE;
        term->value = find_type(value);
        return term->value != NULL;
    }
    bool is_tag = slice_is_in_any_case(name, "tag");
    term->value = lower_text(arena, value);
    term->kind = is_tag ? QUERY_FILTER_TAG : QUERY_FILTER_LANGUAGE;
    return is_tag || (slice_is_in_any_case(name, "lang") && is_language(value));
}

const char *query_filter_expects(struct slice name) {
    static const char *const expected[][2] = {
        {"lang", "lang: takes a code, as in lang:de or lang:en-gb"},
        {"type", "type: takes md, html, txt, jsonl, docx, odt, epub or pdf"},
        {"reviewed", "reviewed: takes 2026, 2026-05, 2026-05-07, >2025-06, 2024..2025, overdue or "
                     "none"},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (slice_is_in_any_case(name, expected[i][0]))
            return expected[i][1];
    return NULL;
}

/* Beyond the typed ones there is room for those of the options. */
enum { ROOM = QUERY_FILTER_MOST + 2 };

static void add_term(struct arena *arena, struct query_filter *filter,
                     struct query_filter_term term) {
    if (!filter->terms)
        filter->terms = arena_new_array(arena, ROOM, struct query_filter_term);
    if (filter->count < ROOM)
        filter->terms[filter->count++] = term;
}

bool query_filter_add(struct arena *arena, struct query_filter *filter,
                      struct query_filter_term term) {
    if (filter->count >= QUERY_FILTER_MOST)
        return false;
    add_term(arena, filter, term);
    return true;
}

void query_filter_add_options(struct arena *arena, const char *language, const char *article,
                              struct query_filter *filter) {
    if (language)
        add_term(arena, filter,
                 (struct query_filter_term){.kind = QUERY_FILTER_LANGUAGE,
                                            .is_alone = true,
                                            .value = arena_text(arena, language)});
    if (article)
        add_term(arena, filter,
                 (struct query_filter_term){.kind = QUERY_FILTER_ARTICLE,
                                            .value = arena_text(arena, article)});
}

/* ---- comparing ---- */

/* The next character that counts in a topic: letters in lower case, one space for all else. */
static int topic_character(struct slice text, size_t *at) {
    unsigned char c = (unsigned char)text.data[(*at)++];
    if (isalnum(c) || c >= 0x80)
        return tolower(c);
    while (*at < text.length && !isalnum((unsigned char)text.data[*at]) &&
           (unsigned char)text.data[*at] < 0x80)
        ++*at;
    return ' ';
}

static bool is_same_topic(struct slice a, struct slice b) {
    size_t i = 0, k = 0;
    while (i < a.length && k < b.length)
        if (topic_character(a, &i) != topic_character(b, &k))
            return false;
    return i == a.length && k == b.length;
}

static bool has_topic(struct slice topics, struct slice wanted) {
    for (size_t start = 0; start <= topics.length;) {
        const char *comma =
            start < topics.length ? memchr(topics.data + start, ',', topics.length - start) : NULL;
        size_t end = comma ? (size_t)(comma - topics.data) : topics.length;
        if (is_same_topic(slice_trim(slice_make(topics.data + start, end - start)), wanted))
            return true;
        start = end + 1;
    }
    return false;
}

static bool has_language(const char *language, const char *wanted) {
    size_t length = strlen(wanted);
    return strncasecmp(language, wanted, length) == 0 &&
           (language[length] == '\0' || language[length] == '-');
}

const char *query_filter_type_of(const char *file) {
    const char *dot = strrchr(file, '.');
    const char *type = dot ? find_type(slice_of(dot + 1)) : NULL;
    return type ? type : "";
}

static bool term_fits(const struct query_filter_term *term,
                      const struct index_article_facts *article, int today) {
    int day;
    switch (term->kind) {
    case QUERY_FILTER_TAG:
        return has_topic(slice_of(article->topics), slice_of(term->value));
    case QUERY_FILTER_LANGUAGE:
        return has_language(article->language, term->value);
    case QUERY_FILTER_TYPE:
        return strcmp(query_filter_type_of(article->file), term->value) == 0;
    case QUERY_FILTER_REVIEWED:
        return date_parse(slice_of(article->reviewed), &day) && day >= term->from &&
               day <= term->to;
    case QUERY_FILTER_OVERDUE:
        return date_parse(slice_of(article->review_due), &day) && day < today;
    case QUERY_FILTER_UNREVIEWED:
        return article->reviewed[0] == '\0';
    case QUERY_FILTER_ARTICLE:
        return strcmp(article->id, term->value) == 0;
    }
    return false;
}

/* Of these any one written is enough, because no article can be two of them. */
static bool is_alternative(const struct query_filter_term *term) {
    return !term->is_excluded && !term->is_alone &&
           (term->kind == QUERY_FILTER_LANGUAGE || term->kind == QUERY_FILTER_TYPE);
}

static bool alternative_fits(const struct query_filter *filter, enum query_filter_kind kind,
                             const struct index_article_facts *article, int today) {
    bool is_asked = false;
    for (int i = 0; i < filter->count; i++) {
        const struct query_filter_term *term = &filter->terms[i];
        if (!is_alternative(term) || term->kind != kind)
            continue;
        is_asked = true;
        if (term_fits(term, article, today))
            return true;
    }
    return !is_asked;
}

bool query_filter_accepts(const struct query_filter *filter,
                          const struct index_article_facts *article, int today) {
    for (int i = 0; i < filter->count; i++) {
        const struct query_filter_term *term = &filter->terms[i];
        if (!is_alternative(term) && term_fits(term, article, today) == term->is_excluded)
            return false;
    }
    return alternative_fits(filter, QUERY_FILTER_LANGUAGE, article, today) &&
           alternative_fits(filter, QUERY_FILTER_TYPE, article, today);
}

/* ---- the passages that are left ---- */

struct finding {
    struct arena *arena;
    struct query_filter *filter;
    int today;
    struct index_ranges *ranges;
    size_t capacity;
};

static bool add_article(void *context, const struct index_article_facts *article) {
    struct finding *finding = context;
    struct index_ranges *ranges = finding->ranges;
    for (int i = 0; i < finding->filter->count; i++)
        finding->filter->terms[i].articles +=
            term_fits(&finding->filter->terms[i], article, finding->today);
    if (!query_filter_accepts(finding->filter, article, finding->today))
        return true;
    ranges->items = arena_make_room(finding->arena, ranges->items, ranges->count,
                                    &finding->capacity, 64, sizeof *ranges->items);
    ranges->items[ranges->count++] = (struct index_range){
        article->first_passage, article->first_passage + article->passage_count - 1};
    return true;
}

/* The id that must hold, so that the others needn't be looked at. */
static const char *only_article(const struct query_filter *filter) {
    for (int i = 0; i < filter->count; i++)
        if (filter->terms[i].kind == QUERY_FILTER_ARTICLE && !filter->terms[i].is_excluded)
            return filter->terms[i].value;
    return NULL;
}

bool query_filter_find(struct index *index, struct arena *arena, struct query_filter *filter,
                       int today, struct index_ranges **ranges, struct error *err) {
    struct finding finding = {.arena = arena, .filter = filter, .today = today};
    *ranges = NULL;
    if (filter->count == 0)
        return true;
    const char *only = only_article(filter);
    *ranges = finding.ranges = arena_new(arena, struct index_ranges);
    for (int i = 0; i < filter->count; i++)
        filter->terms[i].articles = 0;
    bool done = index_each_article(index, only, add_article, &finding, err);
    for (int i = 0; only && i < filter->count; i++)
        filter->terms[i].articles = -1;
    return done;
}
