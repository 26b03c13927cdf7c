/* test_token_stem.c - forms of one word have one term, in each language; irregular English ones. */
#include "token_fixture.h"

#include <libstemmer.h>

static void stems_are_what_libstemmer_makes(void **state) {
    (void)state;
    static const struct {
        const char *language, *text, *terms;
    } cases[] = {
        {"en", "running runs run", "run run run"},
        {"en", "exercises exercising exercise generally", "exercis exercis exercis general"},
        {"en", "inflammation inflammatory insoles insole", "inflamm inflammatori insol insol"},
        {"en-GB", "heels Heel HEELS", "heel heel heel"},
        {"EN_us", "stitched stitches", "stitch stitch"},
        {"es", "lesión lesiones LESION", "lesion lesion lesion"},
        {"es-MX", "talones talón corriendo correr", "talon talon corr corr"},
        {"es", "inflamaciones inflamación plantillas plantilla", "inflam inflam plantill plantill"},
        {"es", "nutrición nutriciones podología podologías", "nutricion nutricion podolog podolog"},
        {"pt", "inflamação inflamações", "inflam inflam"},
        {"fr", "stabilité activité activités", "stabl activ activ"},
        {"it", "attività stabilità", "attiv stabil"},
        {"de", "Füße Fuß Einlagen Einlage Übungen Übung", "fuss fuss einlag einlag ubung ubung"},
        {"fr", "douleurs douleur semelles semelle", "douleur douleur semel semel"},
        {"it", "talloni tallone esercizi esercizio", "tallon tallon eserciz eserciz"},
        {"pt-BR", "exercícios exercício palmilhas palmilha", "exercici exercici palmilh palmilh"},
        {"nl", "voeten voet oefeningen oefening", "voet voet oefen oefen"},
        {"ru", "пятки пятка стельки болями болей", "пятк пятк стельк бол бол"},
        {"sv", "övningar övning", "ovning ovning"},
        {"nb", "øvelser øvelse", "ovels ovels"},
        {"tr", "ayaklar ayak", "ayak ayak"},
        {"ar", "الكعب كعب", "كعب كعب"},
        {"pl", "Stopy stopa pięty", "stopy stopa piety"},
        {"el", "Πόνος", "πονοσ"},
        {"xx-unknown", "Running", "running"},
        {NULL, "running", "run"},
        {"en", "5 2.5 10th 1990s b12", "5 2.5 10th 1990s b12"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_tokens(cases[i].language, cases[i].text, cases[i].terms);
}

static void irregular_forms_share_a_term(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"feet", "foot"},
        {"children", "child"},
        {"teeth", "tooth"},
        {"men", "man"},
        {"women", "woman"},
        {"calcanei", "calcaneus"},
        {"bursae", "bursa"},
        {"fasciae", "fascia"},
        {"vertebrae", "vertebra"},
        {"metatarsi", "metatarsus"},
        {"orthoses", "orthosis"},
        {"prostheses", "prosthesis"},
        {"diagnoses", "diagnosis"},
        {"diagnosed", "diagnosis"},
        {"arthritides", "arthritis"},
        {"phalanges", "phalanx"},
        {"epiphyses", "epiphysis"},
        {"granulomata", "granuloma"},
        {"calves", "calf"},
        {"ran", "running"},
        {"swollen", "swelling"},
        {"thromboses", "thrombosis"},
        {"analyses", "analysis"},
        {"worn", "wearing"},
    };
    struct strbuf first = {0}, second = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        token_line(&first, "en", slice_of(pairs[i][0]));
        token_line(&second, "en", slice_of(pairs[i][1]));
        if (strcmp(strbuf_text(&first), strbuf_text(&second)) != 0)
            fail_msg("%s: %s; %s: %s", pairs[i][0], first.data, pairs[i][1], second.data);
    }
    strbuf_release(&first);
    strbuf_release(&second);
}

static void what_only_looks_irregular_is_left_alone(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"nose", "nosis"}, {"doses", "dosis"}, {"felt", "feel"},
        {"data", "datum"}, {"leaves", "leaf"}, {"metatarsal", "metatarsus"},
    };
    struct strbuf first = {0}, second = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        token_line(&first, "en", slice_of(pairs[i][0]));
        token_line(&second, "en", slice_of(pairs[i][1]));
        assert_string_not_equal(strbuf_text(&first), strbuf_text(&second));
    }
    strbuf_release(&first);
    strbuf_release(&second);
}

/* The algorithms are called without libstemmer's public interface: see src/token/stem.c. */
static void the_stems_are_those_of_the_public_interface(void **state) {
    (void)state;
    static const char *const languages[] = {"en", "es", "de", "fr", "it", "pt", "nl",
                                            "sv", "da", "no", "fi", "hu", "ro", "tr"};
    static const char *const words[] = {"inflammations", "exercises",  "possibly",    "nationales",
                                        "corriendo",     "gegangen",   "parlerons",   "a",
                                        "internacional", "oefeningen", "hopefulness", "voetstuk"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        struct sb_stemmer *stemmer = sb_stemmer_new(languages[i], NULL);
        assert_non_null(stemmer);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            const char *stem = (const char *)sb_stemmer_stem(stemmer, (const sb_symbol *)words[k],
                                                             (int)strlen(words[k]));
            assert_tokens(languages[i], words[k], stem);
        }
        sb_stemmer_delete(stemmer);
    }
}

static void a_word_has_a_term_in_each_language(void **state) {
    (void)state;
    const struct token_language *english = token_language_of("en"),
                                *spanish = token_language_of("es"),
                                *polish = token_language_of("pl");
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array tokens = {0};
    tokenize_all(tokenizer, english, slice_of("plantillas Plantillas insoles"), &tokens);
    assert_int_equal(tokens.count, 3);
    uint32_t word = tokens.items[0].word_id;
    assert_int_equal(word, tokens.items[1].word_id);
    assert_true(slice_is(tokenizer_word(tokenizer, word), "plantillas"));
    uint32_t term = tokenizer_term_of(tokenizer, spanish, word);
    assert_true(slice_is(tokenizer_term(tokenizer, term), "plantill"));
    term = tokenizer_term_of(tokenizer, polish, word);
    assert_true(slice_is(tokenizer_term(tokenizer, term), "plantillas"));
    term = tokenizer_term_of(tokenizer, english, word);
    assert_int_equal(term, tokens.items[0].term_id);
    /* equal stems of two languages are one term */
    assert_int_equal(tokenizer_term_of(tokenizer, token_language_of("pt"), word),
                     tokenizer_term_of(tokenizer, spanish, word));
    token_array_release(&tokens);
    tokenizer_free(tokenizer);
}

static void equal_words_have_equal_ids_from_0_on(void **state) {
    (void)state;
    static const uint32_t expected[] = {0, 0, 1, 0, 1, 2};
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array tokens = {0};
    tokenize_all(tokenizer, NULL, slice_of("heel HEEL café heel; Café heels"), &tokens);
    assert_int_equal(tokens.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < tokens.count; i++)
        assert_int_equal(tokens.items[i].word_id, expected[i]);
    assert_int_equal(tokenizer_term_count(tokenizer), 2);
    assert_true(tokenizer_memory_bytes(tokenizer) > 0);
    token_array_release(&tokens);
    tokenizer_free(tokenizer);
}

/* The tables grow and keep what they had. */
static void many_words_stay_apart(void **state) {
    (void)state;
    enum { WORDS = 20000 };
    struct tokenizer *tokenizer = tokenizer_new();
    struct token_array tokens = {0};
    struct strbuf text = {0};
    for (int i = 0; i < WORDS; i++)
        strbuf_add_format(&text,
                          i % 3 == 0   ? "x%d "
                          : i % 3 == 1 ? "averyveryverylongword%d "
                                       : "é%d ",
                          i);
    const struct token_language *folded = token_language_of("pl");
    tokenize_all(tokenizer, folded, strbuf_slice(&text), &tokens);
    assert_int_equal(tokens.count, WORDS);
    assert_int_equal(tokenizer_term_count(tokenizer), WORDS);
    tokenize_all(tokenizer, folded, strbuf_slice(&text), &tokens);
    for (uint32_t i = 0; i < WORDS; i++)
        assert_int_equal(tokens.items[i].word_id, i);
    strbuf_release(&text);
    token_array_release(&tokens);
    tokenizer_free(tokenizer);
}

/* Twice, so that words new to the tokenizer and words it knows are both met; first without stems.
 */
static void words_of_no_interest_are_not_stemmed(void **state) {
    (void)state;
    static const char *const languages[] = {"en", "es", "de", "fr", "it",
                                            "pt", "nl", "ru", "sv", "ar"};
    static const char text[] =
        "Running runners' feet, Spritzen inyecciones; inflammations des "
        "tendineuses fascias bottini. Skies dying children \xc3\xa9t\xc3\xa9 "
        "\xd0\xb1\xd0\xb5\xd0\xb3\xd0\xb0 running RUN 10th 2.5 feet";
    bool first_bytes[256] = {['r'] = true, ['f'] = true, ['\xd0' & 0xff] = true};
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        const struct token_language *language = token_language_of(languages[l]);
        struct tokenizer *few = tokenizer_new(), *all = tokenizer_new();
        struct token_array some = {0}, every = {0};
        tokenize_all(all, language, slice_of(text), &every);
        for (int round = 0; round < 2; round++) {
            tokenizer_stem_only(few, first_bytes);
            tokenize_all(few, language, slice_of(text), &some);
            tokenizer_stem_only(few, NULL);
            assert_int_equal(some.count, every.count);
            for (size_t i = 0; i < some.count; i++) {
                const struct token *token = &some.items[i], *whole = &every.items[i];
                assert_int_equal(token->start, whole->start);
                assert_int_equal(token->end, whole->end);
                assert_int_equal(token->word_id, whole->word_id);
                struct slice word = tokenizer_word(all, whole->word_id);
                bool is_wanted = first_bytes[(unsigned char)word.data[0]];
                if (is_wanted || token->term_id != TOKEN_NOT_STEMMED)
                    assert_true(slice_equals(token->term, whole->term));
                else
                    assert_true(slice_equals(token->term, word));
                if (strcmp(languages[l], "ar") != 0)
                    assert_int_equal(whole->term.data[0], word.data[0]);
                else
                    assert_int_not_equal(token->term_id, TOKEN_NOT_STEMMED);
            }
        }
        tokenize_all(few, language, slice_of(text), &some);
        for (size_t i = 0; i < some.count; i++)
            assert_true(slice_equals(some.items[i].term, every.items[i].term));
        token_array_release(&some);
        token_array_release(&every);
        tokenizer_free(few);
        tokenizer_free(all);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_no_interest_are_not_stemmed),
        cmocka_unit_test(stems_are_what_libstemmer_makes),
        cmocka_unit_test(irregular_forms_share_a_term),
        cmocka_unit_test(what_only_looks_irregular_is_left_alone),
        cmocka_unit_test(the_stems_are_those_of_the_public_interface),
        cmocka_unit_test(a_word_has_a_term_in_each_language),
        cmocka_unit_test(equal_words_have_equal_ids_from_0_on),
        cmocka_unit_test(many_words_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
