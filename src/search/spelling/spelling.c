/* spelling.c - see spelling.h.
 *
 * Layer: search. Order: candidates, other first letters, two words in one, what fits, the whole.
 */
#include "search/spelling/spelling.h"

#include "base/utf8.h"
#include "search/spelling/slip.h"
#include "search/thesaurus/thesaurus.h"

enum { MOST_WORD_BYTES = 4 * SPELLING_LONGEST };

struct candidate {
    char text[MOST_WORD_BYTES + 1];
    int distance;
    bool same_first;
    int unlikely; /* of its letters: less is likelier */
    uint32_t uses;
};

struct search_words {
    struct slice word;
    int limit;
    bool is_short;    /* of so few letters that only one left out is looked for: hel, rtt */
    uint32_t letters; /* which letters the word has, a bit each */
    size_t seen;      /* words with its first letter: how large the vocabulary is */
    struct candidate best[SPELLING_CONSIDERED];
    int count;
};

/* ---- candidates ---- */

static bool is_better(const struct candidate *a, const struct candidate *b) {
    if (a->distance != b->distance)
        return a->distance < b->distance;
    if (a->same_first != b->same_first)
        return a->same_first;
    if (a->unlikely != b->unlikely && a->distance > 1)
        return a->unlikely < b->unlikely;
    if (a->uses != b->uses)
        return a->uses > b->uses;
    return strcmp(a->text, b->text) < 0;
}

static size_t count_letters(struct slice word) {
    size_t count = 0;
    for (size_t i = 0; i < word.length; i++)
        count += ((unsigned char)word.data[i] & 0xc0) != 0x80;
    return count;
}

static void add_candidate(struct search_words *search, struct slice word, uint32_t uses,
                          int distance) {
    struct candidate candidate = {.distance = distance, .uses = uses};
    if (word.length > MOST_WORD_BYTES || token_is_stop_word(word, NULL) ||
        (search->is_short && count_letters(word) <= SPELLING_LEAST_LETTERS))
        return;
    memcpy(candidate.text, word.data, word.length);
    candidate.same_first = word.data[0] == search->word.data[0];
    candidate.unlikely = slip_unlikeliness(search->word, word, distance);
    int at = search->count;
    for (int i = 0; i < search->count; i++)
        if (strcmp(search->best[i].text, candidate.text) == 0)
            return;
    while (at > 0 && is_better(&candidate, &search->best[at - 1]))
        at--;
    if (at == SPELLING_CONSIDERED)
        return;
    search->count += search->count < SPELLING_CONSIDERED;
    for (int i = search->count - 1; i > at; i--)
        search->best[i] = search->best[i - 1];
    search->best[at] = candidate;
}

/* Which letters of a to z a word has. */
static uint32_t letters_of(struct slice word) {
    uint32_t letters = 0;
    for (size_t i = 0; i < word.length; i++)
        letters |= (uint32_t)1 << (word.data[i] & 0x1f);
    return letters;
}

/* spelling_visitor. Each edit adds one letter and takes one at most, so that words of which more
 * letters differ needn't be compared. */
static bool consider(void *context, struct slice word, uint32_t uses) {
    struct search_words *search = context;
    search->seen++;
    size_t shorter = word.length < search->word.length ? word.length : search->word.length;
    size_t longer = word.length + search->word.length - shorter;
    if (longer - shorter > 4 * (size_t)search->limit || word.length < 3 || uses == 0)
        return true;
    uint32_t differing = letters_of(word) ^ search->letters;
    if (__builtin_popcount(differing) > 2 * search->limit)
        return true;
    int limit = search->limit;
    if (search->count >= SPELLING_MOST && search->best[SPELLING_MOST - 1].distance < limit)
        limit = search->best[SPELLING_MOST - 1].distance;
    int distance = utf8_distance(search->word, word, limit);
    if (distance >= 1 && distance <= limit)
        add_candidate(search, word, uses, distance);
    return true;
}

/* thesaurus_visitor. A name that no article has finds those that have its other names. */
static void consider_name(void *context, struct slice word) {
    struct search_words *search = context;
    size_t seen = search->seen;
    consider(search, word, 1);
    search->seen = seen;
}

/* ---- other first letters ---- */

static void look_up(const struct spelling *spelling, struct search_words *search,
                    struct slice word) {
    int64_t uses = word.length >= 3 ? spelling->word_uses(spelling->context, word) : 0;
    if (uses > 0)
        add_candidate(search, word, uses > UINT32_MAX ? UINT32_MAX : (uint32_t)uses, 1);
}

/* One slip at the beginning: words with another first letter, one more, one less, or the first two
 * exchanged. They are looked up one by one, because reading all words takes long. */
static void try_first_letters(const struct spelling *spelling, struct search_words *search) {
    char text[MOST_WORD_BYTES + 2];
    struct slice word = search->word;
    if (word.length < 2 || word.length > MOST_WORD_BYTES)
        return;
    look_up(spelling, search, slice_make(word.data + 1, word.length - 1));
    for (int letter = 'a'; letter <= 'z'; letter++) {
        char c = (char)letter;
        text[0] = c;
        memcpy(text + 1, word.data, word.length);
        look_up(spelling, search, slice_make(text, word.length + 1));
        if (c != word.data[0]) {
            memcpy(text, word.data, word.length);
            text[0] = c;
            look_up(spelling, search, slice_make(text, word.length));
        }
    }
    memcpy(text, word.data, word.length);
    text[0] = word.data[1];
    text[1] = word.data[0];
    look_up(spelling, search, slice_make(text, word.length));
}

/* ---- two words in one ---- */

/* A part of three letters is often chance (bur sites): it must be a frequent word. */
static int64_t part_uses(const struct spelling *spelling, struct slice part) {
    enum { SURE_LETTERS = 4, LEAST_USES = 3 };
    int64_t uses = spelling->word_uses(spelling->context, part);
    return part.length >= SURE_LETTERS || uses >= LEAST_USES ? uses : 0;
}

/* The pair whose rarer part is the most frequent. */
static const char *split(const struct spelling *spelling, struct arena *arena, struct slice word) {
    enum { LEAST_PART = 3 };
    int64_t best = 0;
    size_t best_at = 0;
    for (size_t at = LEAST_PART; at + LEAST_PART <= word.length; at++) {
        int64_t uses = part_uses(spelling, slice_make(word.data, at));
        int64_t other =
            uses > best ? part_uses(spelling, slice_make(word.data + at, word.length - at)) : 0;
        if (other < uses)
            uses = other;
        if (uses > best) {
            best = uses;
            best_at = at;
        }
    }
    if (!best_at)
        return NULL;
    return arena_format(arena, "%.*s %.*s", (int)best_at, word.data, (int)(word.length - best_at),
                        word.data + best_at);
}

const char *spelling_join(const struct spelling *spelling, struct arena *arena, struct slice first,
                          struct slice second) {
    const char *joined = arena_format(arena, "%.*s%.*s", SLICE_ARGS(first), SLICE_ARGS(second));
    return spelling->word_uses(spelling->context, slice_of(joined)) > 0 ? joined : NULL;
}

/* ---- what fits ---- */

/* The same but for how often they are used. */
static bool are_alike(const struct candidate *a, const struct candidate *b) {
    return a->distance == b->distance && a->same_first == b->same_first &&
           (a->distance == 1 || a->unlikely == b->unlikely);
}

static void arrange_by_fit(struct search_words *search, int count, double *fits) {
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && fits[k] > fits[k - 1]; k--) {
            struct candidate other = search->best[k];
            double fit = fits[k];
            search->best[k] = search->best[k - 1];
            fits[k] = fits[k - 1];
            search->best[k - 1] = other;
            fits[k - 1] = fit;
        }
}

/* Of those that nothing but their use tells apart, what goes with the other words comes first. */
static void prefer_what_fits(const struct spelling *spelling, struct search_words *search) {
    struct slice words[SPELLING_CONSIDERED];
    double fits[SPELLING_CONSIDERED];
    int count = 0;
    while (count < search->count && are_alike(&search->best[0], &search->best[count])) {
        words[count] = slice_of(search->best[count].text);
        count++;
    }
    if (count < 2 || !spelling->rate || spelling->other_count == 0)
        return;
    spelling->rate(spelling->context, words, count, spelling->others, spelling->other_count, fits);
    arrange_by_fit(search, count, fits);
}

/* Whether the first stands in passages with the other words. */
static bool best_fits(const struct spelling *spelling, const struct search_words *search) {
    double fit = 0;
    struct slice word = slice_of(search->best[0].text);
    if (search->count && spelling->rate && spelling->other_count)
        spelling->rate(spelling->context, &word, 1, spelling->others, spelling->other_count, &fit);
    return fit > 0;
}

/* ---- the whole ---- */

static bool has_digit(struct slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (word.data[i] >= '0' && word.data[i] <= '9')
            return true;
    return false;
}

/* Letters of which slips are looked for: more in longer words. */
static int limit_for(size_t letters) {
    return letters >= 11 ? 3 : letters >= 7 ? 2 : 1;
}

/* Adds a suggestion unless it is there; the first stay. */
static void suggest(struct spelling_guess *guess, const char *text) {
    for (int i = 0; i < guess->count; i++)
        if (strcmp(guess->suggestions[i], text) == 0)
            return;
    if (guess->count < SPELLING_MOST)
        guess->suggestions[guess->count++] = text;
}

/* One slip of the hand is likelier than a space left out, and that likelier than two slips. */
static void arrange(const struct search_words *search, struct arena *arena, const char *parts,
                    struct spelling_guess *guess) {
    for (int i = 0; i < search->count && search->best[i].distance == 1; i++)
        suggest(guess, arena_text(arena, search->best[i].text));
    if (parts)
        suggest(guess, parts);
    for (int i = 0; i < search->count; i++)
        suggest(guess, arena_text(arena, search->best[i].text));
}

/* By how many letters a word must be told from the good ones that a small corpus lacks (sprain is
 * not strain, contact not constant), for a slip as this one. */
static size_t letters_needed(const struct search_words *search, const struct candidate *meant) {
    enum { FEW = 6, SOME = 7, MANY = 9 };
    if (meant->unlikely == 0)
        return FEW; /* it sounds the same */
    if (meant->distance > 1 || !meant->same_first)
        return MANY;
    return strlen(meant->text) == search->word.length ? SOME : FEW;
}

enum { LARGE_VOCABULARY = 8000, LARGE_OF_ONE_LETTER = 400 };

/* heal lift, shoo fit: what sounds the same */
static bool is_written_by_ear(const struct search_words *search) {
    const struct candidate *best = &search->best[0];
    return best->unlikely == 0 && best->distance == 1 && best->same_first;
}

/* spelling_visitor */
static bool count_word(void *context, struct slice word, uint32_t uses) {
    size_t *count = context;
    (void)word;
    (void)uses;
    return ++*count < LARGE_VOCABULARY;
}

/* Whether a good word is likely to be among them. Few words begin with j, k or x. */
static bool is_large_vocabulary(const struct spelling *spelling,
                                const struct search_words *search) {
    size_t count = 0;
    if (search->seen >= LARGE_OF_ONE_LETTER)
        return true;
    spelling->each_word(spelling->context, slice_of(""), count_word, &count);
    return count >= LARGE_VOCABULARY;
}

static bool is_sure(const struct spelling *spelling, const struct search_words *search,
                    size_t letters, const struct spelling_guess *guess) {
    enum { PARTED_LETTERS = 6 };
    if (guess->count == 0)
        return false;
    if (slip_is_clumsy(search->word, slice_of(guess->suggestions[0])))
        return true;
    if (search->is_short && !best_fits(spelling, search))
        return false;
    if (is_large_vocabulary(spelling, search))
        return true;
    for (int i = 0; i < search->count; i++)
        if (strcmp(search->best[i].text, guess->suggestions[0]) == 0)
            return letters >= letters_needed(search, &search->best[i]) ||
                   (i == 0 && is_written_by_ear(search) && best_fits(spelling, search));
    return letters >= PARTED_LETTERS;
}

struct spelling_guess spelling_suggest(const struct spelling *spelling, struct arena *arena,
                                       struct slice word) {
    struct spelling_guess guess = {.count = 0};
    size_t letters = count_letters(word);
    const char *known =
        spelling->thesaurus ? thesaurus_correction(spelling->thesaurus, word) : NULL;
    if (known)
        suggest(&guess, arena_text(arena, known));
    guess.is_sure = known != NULL;
    if (letters < SPELLING_LEAST_LETTERS || letters > SPELLING_LONGEST || has_digit(word))
        return guess;
    struct search_words search = {.word = word,
                                  .limit = limit_for(letters),
                                  .is_short = letters == SPELLING_LEAST_LETTERS,
                                  .letters = letters_of(word)};
    size_t first_bytes = 1;
    while (first_bytes < word.length && ((unsigned char)word.data[first_bytes] & 0xc0) == 0x80)
        first_bytes++;
    spelling->each_word(spelling->context, slice_make(word.data, first_bytes), consider, &search);
    if (spelling->thesaurus)
        thesaurus_each_word(spelling->thesaurus, slice_make(word.data, first_bytes), consider_name,
                            &search);
    if (search.count == 0 || search.best[0].distance > 1)
        try_first_letters(spelling, &search);
    prefer_what_fits(spelling, &search);
    arrange(&search, arena, split(spelling, arena, word), &guess);
    guess.is_sure = known || is_sure(spelling, &search, letters, &guess);
    return guess;
}
