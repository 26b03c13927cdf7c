/* record_title.c - see record_title.h.
 *
 * Layer: corpus.
 */
#include "corpus/readers/record_title.h"

#include "corpus/article_builder.h"

#include <ctype.h>
#include <string.h>

enum { MOST_WORDS = 16, MOST_BYTES = 240 };

static bool is_any(const char *const table[], const char *word, size_t length) {
    for (; *table; table++)
        if (strlen(*table) == length && memcmp(*table, word, length) == 0)
            return true;
    return false;
}

/* A short word with a full stop may be shortened: it ends a sentence where a capital follows, as
 * in "Gas in men. It ..." and "type 3. It ...", but not in front of a name or as the first word. */
static bool ends_sentence(const char *word, size_t length, bool is_first) {
    enum { LONGEST_SHORTENED = 4 };
    static const char *const before_names[] = {"Dr.", "Mr.", "Mrs.", "Ms.", "St.", "No.", NULL};
    char last = word[length - 1];
    if (last == '!' || last == '?')
        return true;
    if (last != '.')
        return false;
    if (length == 1 || length > LONGEST_SHORTENED)
        return true;
    return !is_first && !is_any(before_names, word, length) && word[length] == ' ' &&
           isupper((unsigned char)word[length + 1]);
}

/* Where the first sentence ends; *is_sentence false: where as many words end as a title may have,
 * or all of them. */
static size_t sentence_end(const char *text, bool *is_sentence) {
    size_t end = 0;
    *is_sentence = false;
    for (int words = 0; text[end] && words < MOST_WORDS && !*is_sentence; words++) {
        end += text[end] == ' ';
        size_t length = strcspn(text + end, " ");
        *is_sentence = length > 0 && ends_sentence(text + end, length, words == 0);
        end += length;
    }
    return end;
}

/* A line that was broken for its length goes on with a small letter. */
static bool goes_on(struct slice rest) {
    return rest.length && islower((unsigned char)rest.data[0]);
}

static const char *without_full_stop(struct arena *arena, const char *text, size_t end) {
    while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ' '))
        end--;
    return arena_bytes(arena, text, end);
}

/* At most MOST_BYTES of it, ending between characters. */
static struct slice shorten(struct slice line) {
    if (line.length > MOST_BYTES)
        for (line.length = MOST_BYTES; ((unsigned char)line.data[line.length] & 0xc0) == 0x80;)
            line.length--;
    return line;
}

void record_find_title(struct arena *arena, struct slice text, struct article *article) {
    struct slice line, rest = slice_trim(text);
    if (!slice_next_line(&rest, &line))
        return;
    if (slice_starts_with(line, "- "))
        line = slice_make(line.data + 2, line.length - 2);
    bool is_cut = line.length > MOST_BYTES, is_sentence;
    const char *words = article_clean_text(arena, shorten(line));
    size_t end = sentence_end(words, &is_sentence);
    bool is_line = !words[end] && !is_cut;
    if (is_line && !rest.length)
        return;
    if (is_sentence || (is_line && !goes_on(rest)))
        article->title = without_full_stop(arena, words, end);
    if (!*article->title)
        article->opening = arena_format(arena, "%.*s ...", (int)end, words);
}
