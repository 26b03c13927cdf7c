/* test_token_language.c - languages by their tags, by their function words, and these words. */
#include "token_fixture.h"

static void a_tag_names_a_language(void **state) {
    (void)state;
    static const struct {
        const char *tag, *code;
    } cases[] = {{"en", "en"},    {"en-GB", "en"}, {"EN_us", "en"}, {"es-419", "es"},
                 {"de-CH", "de"}, {"pl", "pl"},    {"no", "no"},    {"nn-NO", "nn"},
                 {"cs", ""},      {"zxx", ""},     {"english", ""}, {"1", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(token_language_code(token_language_of(cases[i].tag)), cases[i].code);
    assert_null(token_language_of(NULL));
    assert_null(token_language_of(""));
    assert_null(token_language_of("und"));
    assert_string_equal(token_language_code(NULL), "en");
}

static void a_language_is_guessed_by_its_function_words(void **state) {
    (void)state;
    static const struct {
        const char *text, *code;
    } cases[] = {
        {"Heel pain is common. It is often worse in the morning and after you have rested.", "en"},
        {"El dolor de talón es frecuente. A menudo empeora por la mañana y después de estar "
         "sentado, pero en la mayoría de las personas se cura.",
         "es"},
        {"Fersenschmerzen sind häufig. Sie werden am Morgen und nach dem Sitzen stärker, aber bei "
         "den meisten Menschen heilen sie.",
         "de"},
        {"La douleur au talon est fréquente. Elle est souvent plus forte le matin et quand vous "
         "restez assis dans un fauteuil.",
         "fr"},
        {"Ból pięty jest częsty. Często nasila się rano i po siedzeniu, ale u większości osób "
         "mija, jeżeli się ją odciąża.",
         "pl"},
        {"Il dolore al tallone è comune. Spesso è peggiore al mattino e dopo che si è stati "
         "seduti, ma nella maggior parte delle persone guarisce.",
         "it"},
        {"A dor no calcanhar é comum. Muitas vezes é pior de manhã e depois de estar sentado, mas "
         "na maioria das pessoas ela passa em um ano.",
         "pt"},
        {"Hielpijn komt vaak voor. De pijn is in de ochtend vaak erger en na het zitten, maar bij "
         "de meeste mensen gaat het over.",
         "nl"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct token_language *language = token_language_guess(slice_of(cases[i].text));
        if (!language)
            fail_msg("unsure: %s", cases[i].text);
        assert_string_equal(token_language_code(language), cases[i].code);
    }
}

static void an_unsure_guess_is_none(void **state) {
    (void)state;
    static const char *const texts[] = {"",           "Heel pain", "123 456",  "足底筋膜炎",
                                        "Плантарный", "de la",     "\xff\xfe", "s s s t t t d d d"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_null(token_language_guess(slice_of(texts[i])));
}

static void stop_words_belong_to_a_language(void **state) {
    (void)state;
    static const struct {
        const char *language, *word;
        bool is_stop;
    } cases[] = {
        {"en", "the", true},    {"en", "yours", true}, {"en", "heel", false},
        {"en", "no", false},    {"en", "not", false},  {"en", "without", false},
        {"en", "", false},      {"en", "th", false},   {"en", "thee", false},
        {"es", "los", true},    {"es", "sin", false},  {"es", "no", false},
        {"de", "fur", true},    {"de", "die", true},   {"de", "ohne", false},
        {"de", "nicht", false}, {"fr", "dans", true},  {"fr", "sans", false},
        {"fr", "pas", false},   {"pl", "jest", true},  {"pl", "bez", false},
        {"pl", "nie", false},   {"en", "los", false},  {"es", "the", false},
        {"cs", "the", false},   {NULL, "the", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (token_is_stop_word(slice_of(cases[i].word), token_language_of(cases[i].language)) !=
            cases[i].is_stop)
            fail_msg("%s: %s", cases[i].language, cases[i].word);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_names_a_language),
        cmocka_unit_test(a_language_is_guessed_by_its_function_words),
        cmocka_unit_test(an_unsure_guess_is_none),
        cmocka_unit_test(stop_words_belong_to_a_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
