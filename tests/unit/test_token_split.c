/* test_token_split.c - where words begin and end, and how they are folded, in any script. */
#include "token_fixture.h"

#include "data_fixture.h"

/* A language without a stemmer: what is seen is splitting and folding. */
#define FOLDED "pl"

static void assert_words(const char *text, const char *expected) {
    assert_tokens(FOLDED, text, expected);
}

static void words_are_letters_and_digits(void **state) {
    (void)state;
    assert_words("", "");
    assert_words(" .,-", "");
    assert_words("Heel-pain: (LEFT foot)!", "heel pain left foot");
    assert_words("a_b a/b C++ L4/L5 T2 B12", "a b a b c l4 l5 t2 b12");
    assert_words("abcdefgh abcdefghijklmnop", "abcdefgh abcdefghijklmnop");
    assert_words("abcdefghi, ABCDEFGHIJKLMNOPQ.", "abcdefghi abcdefghijklmnopq");
    assert_words("one two\nthree\tfour", "one two three four");
}

static void apostrophes_separate_and_an_english_s_goes(void **state) {
    (void)state;
    assert_words("the patient's heel", "the patient heel");
    assert_words("Jane’S, James’ O’Brien's", "jane james o brien");
    assert_words("don't l'os d’un 's", "don t l os d un s");
    assert_words("it's 's-Gravenhage's1", "it s gravenhage s1");
    assert_words("café's Łódź’s", "cafe lodz");
}

static void numbers_stay_whole(void **state) {
    (void)state;
    assert_words("2.5 mg, 10.", "2.5 mg 10");
    assert_words("1,000 12,345,678.9 1,00 1,2345 12345,678",
                 "1000 12345678.9 1 00 1 2345 12345 678");
    assert_words("3.14.15 v1.2 1..2 .5", "3.14.15 v1 2 1 2 5");
    assert_words("12.05.2024 2024-05-12 10:30", "12.05.2024 2024 05 12 10 30");
    assert_words("½ tablet, 1½, x², Ⅳ, ①", "1/2 tablet 1 1/2 x 2 iv 1");
    assert_words("٢٥ ５０ ३", "25 50 3");
}

static void a_unit_behind_a_number_is_a_word(void **state) {
    (void)state;
    assert_words("5mg 5-mg 5 mg", "5 mg 5 mg 5 mg");
    assert_words("2.5ML 0.5mm/day 120mmHg", "2.5 ml 0.5 mm day 120 mmhg");
    assert_words("5µg 5μg", "5 μg 5 μg");
    assert_words("10th 3d 1st 5ht2a 4mgs 2x", "10th 3d 1st 5ht2a 4mgs 2x");
    assert_words("2.5x 1,000ft", "2.5 x 1000 ft");
}

static void letters_are_folded_as_people_type_them(void **state) {
    (void)state;
    static const struct {
        const char *text, *folded;
    } cases[] = {
        {"ÉCART écart e\u0301cart", "ecart ecart ecart"},
        {"Straße STRASSE ẞ", "strasse strasse ss"},
        {"Œdème œsophage cæcum ÆØÅ", "oedeme oesophage caecum aeoa"},
        {"Łódź ŻÓŁĆ pięta ąęśźńć", "lodz zolc pieta aeszn"
                                   "c"},
        {"İstanbul ılık şiş", "istanbul ilik sis"},
        {"Þór ðe đak ŋ", "thor de dak ng"},
        {"ﬁbrous ﬂat", "fibrous flat"},
        {"ＡＢＣ ｈｅｅｌ", "abc heel"},
        {"Ελληνικά ΠΌΝΟΣ πόνος", "ελληνικα πονοσ πονοσ"},
        {"Пятка ЙОД ёлка", "пятка йод елка"},
        {"שָׁלוֹם", "שלום"},
        {"العَرَبِيَّة أَلَم كـعـب", "العربية الم كعب"},
        {"हिन्दी", "हिन्दी"},
        {"µm ªº", "μm ao"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_words(cases[i].text, cases[i].folded);
}

static void what_is_not_seen_does_not_split(void **state) {
    (void)state;
    assert_words("so\u00adft fas\u200bci\u2060itis", "soft fasciitis");
    assert_words("\ufeffheel\u00ad pain", "heel pain");
    assert_words("heel\u200b pain \u200b\u00ad", "heel pain");
    assert_words("a\u00ad\u00adb", "ab");
}

static void scripts_without_spaces_give_pairs(void **state) {
    (void)state;
    assert_words("足底筋膜炎", "足底 底筋 筋膜 膜炎");
    assert_words("足 痛い", "足 痛い");
    assert_words("MRI検査です。踵", "mri 検査 査で です 踵");
    assert_words("발뒤꿈치 통증", "발뒤 뒤꿈 꿈치 통증");
    assert_words("ｶﾞｷ", "ガキ");
    assert_words("ที่นี่", "ที่นี่"); /* two characters with their marks */
    assert_words("ປວດ", "ປວ ວດ");
    assert_words("足\u200b底", "足底");
}

static void pictures_symbols_and_damage_separate(void **state) {
    (void)state;
    assert_words("heel👣pain 🦶🏽 ™ € ±", "heel pain");
    assert_words("heel\xffpain caf\xc3", "heel pain caf");
    assert_words("\xed\xa0\x80"
                 "a\xc0\xaf"
                 "b",
                 "a b");
    struct strbuf line = {0};
    token_line(&line, FOLDED, slice_make("heel\0pain", 9));
    assert_string_equal(strbuf_text(&line), "heel pain");
    strbuf_release(&line);
}

static void long_words_are_cut_at_a_character(void **state) {
    (void)state;
    struct strbuf text = {0}, line = {0};
    for (int i = 0; i < 70000; i++)
        strbuf_add_char(&text, 'x');
    token_line(&line, FOLDED, strbuf_slice(&text));
    assert_int_equal(line.length, TOKEN_MOST_BYTES);
    strbuf_truncate(&text, 0);
    strbuf_add(&text, "x");
    for (int i = 0; i < 35000; i++)
        strbuf_add(&text, "я");
    token_line(&line, FOLDED, strbuf_slice(&text));
    assert_int_equal(line.length, TOKEN_MOST_BYTES - 1);
    strbuf_release(&text);
    strbuf_release(&line);
}

static void tokens_say_where_they_stand(void **state) {
    (void)state;
    const char *text = "  Jane’s café, 足底筋 2.5mg";
    static const char *const marked[] = {"Jane", "café", "足底", "底筋", "2.5", "mg"};
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array tokens = {0};
    tokenize_all(tokenizer, NULL, slice_of(text), &tokens);
    assert_int_equal(tokens.count, sizeof marked / sizeof *marked);
    for (size_t i = 0; i < tokens.count; i++) {
        struct slice found =
            slice_make(text + tokens.items[i].start, tokens.items[i].end - tokens.items[i].start);
        assert_true(slice_is(found, marked[i]));
    }
    token_array_release(&tokens);
    tokenizer_free(tokenizer);
}

/* ---- any bytes ---- */

struct sink_state {
    const struct token_array *expected;
    size_t count, stop_after;
};

static bool compare_with_array(void *context, const struct token *token) {
    struct sink_state *state = context;
    assert_true(state->count < state->expected->count);
    const struct token *expected = &state->expected->items[state->count++];
    assert_int_equal(token->start, expected->start);
    assert_int_equal(token->end, expected->end);
    assert_int_equal(token->term_id, expected->term_id);
    return state->count != state->stop_after;
}

static bool keep_word(void *context, const struct token *token) {
    *(uint32_t *)context = token->word_id;
    return true;
}

/* A word is the same wherever it stands: sixteen bytes before the end of a text, or read bytewise
 * at its end. */
static void check_words_alone(struct tokenizer *tokenizer, struct slice text,
                              const struct token_array *tokens) {
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        uint32_t word_id = UINT32_MAX;
        tokenize(tokenizer, NULL, slice_make(text.data + token->start, token->end - token->start),
                 keep_word, &word_id);
        assert_int_equal(word_id, token->word_id);
    }
}

static void check_text(struct tokenizer *tokenizer, struct slice text, struct token_array *tokens) {
    size_t start = 0, end = 0;
    tokenize_all(tokenizer, NULL, text, tokens);
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        assert_true(token->start >= start && token->end > end && token->start < token->end);
        assert_true(token->end <= text.length);
        assert_true(token->term.length > 0 && token->term.length <= TOKEN_MOST_BYTES);
        assert_true(token->term_id < tokenizer_term_count(tokenizer));
        struct slice word = tokenizer_word(tokenizer, token->word_id);
        assert_true(word.length > 0 && word.length <= TOKEN_MOST_BYTES);
        assert_true(tokenizer_term(tokenizer, token->term_id).data == token->term.data);
        start = token->start;
        end = token->end;
    }
    check_words_alone(tokenizer, text, tokens);
    struct sink_state whole = {.expected = tokens};
    tokenize(tokenizer, NULL, text, compare_with_array, &whole);
    assert_int_equal(whole.count, tokens->count);
    struct sink_state part = {.expected = tokens, .stop_after = 3};
    tokenize(tokenizer, NULL, text, compare_with_array, &part);
    assert_int_equal(part.count, tokens->count < 3 ? tokens->count : 3);
}

static unsigned next_random(unsigned *seed) {
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void any_bytes_give_ordered_tokens_inside_the_text(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "a",  "heel", "é",  "\xc3",   "\xff",   " ", "'s", "’", "1", ",", ".", "足",
        "膜", "ど",   "한", "\u00ad", "\u0301", "½", "mg", "👣", "0", "я", "ß", "-"};
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array tokens = {0};
    unsigned seed = 1;
    for (int i = 0; i < 4000; i++) {
        struct strbuf text = {0};
        int count = (int)(next_random(&seed) % 300);
        for (int k = 0; k < count; k++) {
            if (i % 2)
                strbuf_add(&text, pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
            else
                strbuf_add_char(&text, (char)next_random(&seed));
        }
        /* a copy of just this size, so that a byte read behind it is noticed */
        char *exact = malloc(text.length + 1);
        memcpy(exact, strbuf_text(&text), text.length);
        exact = realloc(exact, text.length ? text.length : 1);
        check_text(tokenizer, slice_make(exact, text.length), &tokens);
        free(exact);
        strbuf_release(&text);
    }
    token_array_release(&tokens);
    tokenizer_free(tokenizer);
}

static void the_hostile_strings_give_ordered_tokens(void **state) {
    (void)state;
    struct arena arena = {0};
    struct slice text, line;
    struct error err;
    const char *path = data_path("hostile/blns/blns.txt");
    if (!path)
        skip();
    assert_true(file_read(&arena, path, 1 << 24, &text, &err));
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array tokens = {0};
    check_text(tokenizer, text, &tokens);
    while (slice_next_line(&text, &line))
        check_text(tokenizer, line, &tokens);
    token_array_release(&tokens);
    tokenizer_free(tokenizer);
    arena_release(&arena);
}

static void folding_keeps_separators(void **state) {
    (void)state;
    struct strbuf out = {0};
    token_fold(&out, slice_of("Œdème, LLD (Łódź) ½"));
    assert_string_equal(strbuf_text(&out), "oedeme, lld (lodz) 1/2");
    strbuf_release(&out);
}

/* Long runs are folded in pieces of 64 characters: one begins with a vowel sign here. */
static void folding_keeps_every_mark_of_a_long_run(void **state) {
    (void)state;
    struct strbuf run = {0}, out = {0};
    strbuf_add(&run, "ก");
    for (int i = 0; i < 60; i++)
        strbuf_add(&run, "กี");
    token_fold(&out, strbuf_slice(&run));
    assert_string_equal(strbuf_text(&out), strbuf_text(&run));
    strbuf_truncate(&out, 0);
    strbuf_truncate(&run, 0);
    for (int i = 0; i < 63; i++)
        strbuf_add(&run, "a");
    strbuf_add(&run, "e\u0301\u0302e\u0301");
    token_fold(&out, strbuf_slice(&run));
    assert_int_equal(out.length, 65);
    strbuf_release(&run);
    strbuf_release(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_letters_and_digits),
        cmocka_unit_test(apostrophes_separate_and_an_english_s_goes),
        cmocka_unit_test(numbers_stay_whole),
        cmocka_unit_test(a_unit_behind_a_number_is_a_word),
        cmocka_unit_test(letters_are_folded_as_people_type_them),
        cmocka_unit_test(what_is_not_seen_does_not_split),
        cmocka_unit_test(scripts_without_spaces_give_pairs),
        cmocka_unit_test(pictures_symbols_and_damage_separate),
        cmocka_unit_test(long_words_are_cut_at_a_character),
        cmocka_unit_test(tokens_say_where_they_stand),
        cmocka_unit_test(any_bytes_give_ordered_tokens_inside_the_text),
        cmocka_unit_test(the_hostile_strings_give_ordered_tokens),
        cmocka_unit_test(folding_keeps_separators),
        cmocka_unit_test(folding_keeps_every_mark_of_a_long_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
