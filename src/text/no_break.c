/* no_break.c - what must not be torn: see no_break.h.
 *
 * Layer: text. Order: the table of words, looking words up, words around a place, the rules, the
 * question. To add a word: a row in the table; a language: rows with its code.
 */
#include "text/no_break.h"

#include <stdint.h>
#include <string.h>

/* ---- the table of words ---------------------------------------------------------------------- */

enum word_class {
    UNIT = 1,          /* behind a number: 3 mm */
    MONTH = 2,         /* 2 March, March 2 */
    WEEKDAY = 4,       /* Mon 2 Mar, Mon–Fri */
    TITLE = 8,         /* Dr Sample */
    COUNTED = 16,      /* before a number: page 3 */
    BETWEEN = 32,      /* between two numbers: 2 to 3, 1 in 10, 2 x 500 */
    DATE_JOINER = 64,  /* between a number and a month: 3 de marzo */
    LONE_LETTER = 128, /* never at the end of a line */
};

/* Words are parted by single spaces. */
static const struct {
    const char *language; /* "" for all */
    int class;
    const char *words;
} rows[] = {
    {"", UNIT,
     "mm cm m km g kg mg mcg µg μg ng ml mL dl cl l L h hr hrs min mins s sec secs "
     "° °C °F % ‰ am pm a.m p.m GMT UTC bpm pt kcal kJ mph km/h IU IE mmol mol mmHg kPa MHz Hz V W "
     "€ £ $ EUR GBP USD CHF zł x × ext"},
    {"", COUNTED,
     "§ §§ Fig Figs fig no No nos Nos Nr nr p pp S Art art Abs Kap cap vol Vol ca approx c. € £ $ "
     "< > ≤ "
     "≥ ± + ~ ≈ # ext"},
    {"", BETWEEN, "x × / – - + : ="},
    {"", WEEKDAY, "Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"},
    {"", TITLE, "Dr Prof St"},

    {"en", UNIT,
     "minute minutes hour hours day days week weeks month months year years second seconds "
     "o'clock o’clock lb lbs oz ft in"},
    {"en", MONTH,
     "January February March April May June July August September October November December Jan "
     "Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"},
    {"en", TITLE, "Mr Mrs Ms Miss Mx Sir Dame Sister Nurse"},
    {"en", COUNTED,
     "page Page week Week day Day step Step stage Stage phase Phase table Table figure Figure "
     "chapter Chapter section Section part Part room Room type Type grade Grade level Level size "
     "Size version Version source Source number Number ward Ward"},
    {"en", BETWEEN, "to in of by or and until ext"},

    {"de", UNIT,
     "Minute Minuten Stunde Stunden Tag Tage Tagen Woche Wochen Monat Monate Monaten Jahr Jahre "
     "Jahren Sekunde Sekunden Uhr Std Min Sek Mal mal Tablette Tabletten Tropfen"},
    {"de", MONTH,
     "Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November "
     "Dezember Jan Feb Mär Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez"},
    {"de", WEEKDAY, "Mo Di Mi Do Fr Sa So"},
    {"de", TITLE, "Herr Herrn Frau med Priv Doz Dipl Ing"},
    {"de", COUNTED,
     "Seite Woche Tag Schritt Stufe Phase Tabelle Tab Abbildung Abb Kapitel Abschnitt Teil Zimmer "
     "Raum Typ Grad Größe Nummer Station Quelle Tel"},
    {"de", BETWEEN, "bis von und oder mal"},

    {"fr", UNIT,
     "minute minutes heure heures jour jours semaine semaines mois an ans année années seconde "
     "secondes fois comprimé comprimés gouttes"},
    {"fr", MONTH,
     "janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv "
     "févr avr juill sept oct nov déc"},
    {"fr", WEEKDAY, "lun mar mer jeu ven sam dim"},
    {"fr", TITLE, "M MM Mme Mmes Mlle Mlles Pr Me"},
    {"fr", COUNTED,
     "page semaine jour étape stade phase tableau figure chapitre section partie chambre type "
     "grade niveau taille numéro n° N° tél Tél"},
    {"fr", BETWEEN, "à sur et ou de h"},

    {"es", UNIT,
     "minuto minutos hora horas día días semana semanas mes meses año años segundo segundos vez "
     "veces comprimido comprimidos gotas"},
    {"es", MONTH,
     "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
     "diciembre ene feb mar abr may jun jul ago sept oct nov dic"},
    {"es", WEEKDAY, "lun mar mié jue vie sáb dom"},
    {"es", TITLE, "Sr Sra Srta Dra D Dña Profa"},
    {"es", COUNTED,
     "página pág semana día paso etapa fase tabla figura capítulo sección parte sala tipo grado "
     "nivel talla número núm n.º N.º tel Tel"},
    {"es", BETWEEN, "a de y o en"},
    {"es", DATE_JOINER, "de"},

    {"pl", UNIT,
     "minuta minuty minut godzina godziny godzin dzień dni tydzień tygodnie tygodni miesiąc "
     "miesiące miesięcy rok lata lat r sekunda sekundy sekund godz tabletka tabletki tabletek raz "
     "razy"},
    {"pl", MONTH,
     "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
     "grudnia"},
    {"pl", WEEKDAY, "pon wt śr czw pt sob niedz"},
    {"pl", TITLE, "Pan Pani Pana dr prof lek mgr"},
    {"pl", COUNTED,
     "strona strony str tydzień dzień krok etap faza tabela tab rysunek rys rozdział rozdz część "
     "sala typ stopień poziom rozmiar numer godz tel"},
    {"pl", BETWEEN, "do na z i lub"},
    {"pl", LONE_LETTER, "a i o u w z A I O U W Z"},
    {"cs", LONE_LETTER, "a i k o s u v z A I K O S U V Z"},
    {"sk", LONE_LETTER, "a i k o s u v z A I K O S U V Z"},
};

/* ---- looking words up ------------------------------------------------------------------------ */

static bool holds(const char *language, const char *row) {
    size_t length = strlen(row);
    return strncmp(language, row, length) == 0 &&
           (!length || !language[length] || language[length] == '-');
}

/* Each word of the table, found by its letters: the same word may stand in several rows. */
enum { ROW_COUNT = sizeof rows / sizeof *rows, BUCKETS = 1024, MOST_WORDS = 2048 };

static struct known_word {
    const char *letters;
    unsigned char length, row;
    short next; /* in the same bucket; -1: none */
} known_words[MOST_WORDS];

static short buckets[BUCKETS]; /* the first word; -1: none */
static size_t known_count;     /* 0: not filled yet */

static size_t bucket_of(struct slice word) {
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < word.length; i++)
        hash = (hash ^ (unsigned char)word.data[i]) * 16777619u;
    return (hash ^ hash >> 15) % BUCKETS;
}

static void know_row(size_t row) {
    for (const char *at = rows[row].words; *at && known_count < MOST_WORDS;) {
        size_t length = strcspn(at, " ");
        short *bucket = &buckets[bucket_of(slice_make(at, length))];
        known_words[known_count] =
            (struct known_word){at, (unsigned char)length, (unsigned char)row, *bucket};
        *bucket = (short)known_count++;
        at += length + (at[length] == ' ');
    }
}

static void know_words(void) {
    memset(buckets, -1, sizeof buckets);
    for (size_t row = 0; row < ROW_COUNT; row++)
        know_row(row);
}

static bool is_a(struct slice word, int class, const char *language) {
    if (!word.length)
        return false;
    if (known_count == 0)
        know_words();
    for (short i = buckets[bucket_of(word)]; i >= 0; i = known_words[i].next) {
        const struct known_word *known = &known_words[i];
        if (known->length == word.length && memcmp(known->letters, word.data, word.length) == 0 &&
            (rows[known->row].class & class) && holds(language, rows[known->row].language))
            return true;
    }
    return false;
}

/* ---- words around a place -------------------------------------------------------------------- */

/* Longer ones are cut: nothing here is that long, and a text without spaces must not take for ever.
 */
#define MOST_WORD_BYTES 64

static bool is_between_words(char c) {
    return c == ' ' || c == '\n';
}

static struct slice word_before(struct slice text, size_t end) {
    while (end > 0 && text.data[end - 1] == ' ')
        end--;
    size_t start = end;
    while (start > 0 && end - start < MOST_WORD_BYTES && !is_between_words(text.data[start - 1]))
        start--;
    return slice_make(text.data + start, end - start);
}

static struct slice word_after(struct slice text, size_t start) {
    while (start < text.length && text.data[start] == ' ')
        start++;
    size_t end = start;
    while (end < text.length && end - start < MOST_WORD_BYTES && !is_between_words(text.data[end]))
        end++;
    return slice_make(text.data + start, end - start);
}

/* The two words on each side, as they are and without the signs that sentences hang on them. */
struct around {
    const char *language;
    struct slice before, after;           /* as they stand */
    struct slice last, next;              /* bare */
    struct slice before_last, after_next; /* bare */
};

static size_t sign_before(struct slice word) {
    static const char *const signs[] = {
        ".",           ",", ";", ":", "!", "?", ")", "\"", "'", "’", "”", "»", "\xE2\x81\xA0",
        "\xEF\xBF\xBC"}; /* marks and symbols */
    char last = word.length ? word.data[word.length - 1] : 'a';
    if ((last >= 'a' && last <= 'z') || (last >= '0' && last <= '9')) /* most words */
        return 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i]);
        if (word.length > length && memcmp(word.data + word.length - length, signs[i], length) == 0)
            return length;
    }
    return 0;
}

static struct slice bare(struct slice word) {
    for (size_t length; (length = sign_before(word)) > 0;)
        word.length -= length;
    while (word.length > 1 && strchr("(\"'[", word.data[0]))
        word = slice_make(word.data + 1, word.length - 1);
    return word;
}

static struct around look_around(struct slice text, size_t at, const char *language) {
    struct around around = {.language = language};
    around.before = word_before(text, at);
    around.after = word_after(text, at);
    around.last = bare(around.before);
    around.next = bare(around.after);
    around.before_last = bare(word_before(text, (size_t)(around.before.data - text.data)));
    size_t behind = (size_t)(around.after.data - text.data) + around.after.length;
    around.after_next = bare(word_after(text, behind));
    return around;
}

/* ---- what words are like --------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool starts_with_digit(struct slice word) {
    return word.length && is_digit(word.data[0]);
}

static bool ends_in_digit(struct slice word) {
    return word.length && is_digit(word.data[word.length - 1]);
}

static bool has_digit(struct slice word) {
    for (size_t i = 0; i < word.length; i++)
        if (is_digit(word.data[i]))
            return true;
    return false;
}

static bool ends_with(struct slice word, const char *end) {
    size_t length = strlen(end);
    return word.length >= length && memcmp(word.data + word.length - length, end, length) == 0;
}

/* "2", "2.", "2nd", "1er", "3º": one or two digits. */
static bool is_day(struct slice word) {
    static const char *const endings[] = {"", ".", "st", "nd", "rd", "th", "er", "º", ".º"};
    size_t digits = 0;
    while (digits < word.length && is_digit(word.data[digits]))
        digits++;
    struct slice rest = slice_make(word.data + digits, word.length - digits);
    for (size_t i = 0; digits && digits <= 2 && i < sizeof endings / sizeof *endings; i++)
        if (slice_is(rest, endings[i]))
            return true;
    return false;
}

/* Ends in a day: "2", "30–2". */
static bool ends_in_day(struct slice word) {
    size_t start = word.length;
    while (start > 0 && is_digit(word.data[start - 1]))
        start--;
    return is_day(word) || (start < word.length && word.length - start <= 2);
}

/* What stands before a dash or a slash: "mg" of "mg/day", "Mar" of "Mar–5". */
static struct slice stem(struct slice word) {
    for (size_t i = 1; i < word.length; i++)
        if (word.data[i] == '-' || word.data[i] == '/' ||
            slice_starts_with(slice_make(word.data + i, word.length - i), "–"))
            return slice_make(word.data, i);
    return word;
}

static bool starts_with_capital(struct slice word) {
    unsigned char first = word.length ? (unsigned char)word.data[0] : 0;
    /* Letters beyond ASCII: É, Ö, Ł ... are taken for capitals; a name is the likely thing. */
    return (first >= 'A' && first <= 'Z') || first >= 0xC3;
}

/* "A.", "A.B.", "J.-P." */
static bool is_initials(struct slice word) {
    bool capital = false, any = false;
    for (size_t i = 0; i < word.length; i++) {
        char c = word.data[i];
        if (c >= 'A' && c <= 'Z' && !capital)
            capital = true;
        else if (c == '.' && capital)
            capital = !(any = true);
        else if (c != '-' || !any)
            return false;
    }
    return any && !capital;
}

/* ---- the rules ------------------------------------------------------------------------------- */

typedef bool rule(const struct around *around);

/* 3 mm; 10 mg/day; 2.5 l. */
static bool number_and_unit(const struct around *around) {
    return ends_in_digit(around->before) && (is_a(around->next, UNIT, around->language) ||
                                             is_a(stem(around->next), UNIT, around->language));
}

/* 01632 960 001; (01632) 960 001; +49 (0)30 123; 1 000 000 */
static bool number_and_number(const struct around *around) {
    bool open = around->after.length > 1 && around->after.data[0] == '(' &&
                is_digit(around->after.data[1]) && around->before.length &&
                (around->before.data[0] == '+' || is_digit(around->before.data[0]));
    bool closed = ends_with(around->before, ")") && has_digit(around->before);
    return open || ((ends_in_digit(around->before) || closed) && starts_with_digit(around->next));
}

/* May the word stand between these numbers? Between long ones, such as phone numbers, only a sign.
 */
static bool is_between(const struct around *around, struct slice joiner, struct slice first,
                       struct slice second) {
    enum { LONGEST = 5 };
    bool word = (joiner.data[0] >= 'a' && joiner.data[0] <= 'z') || joiner.length > 2;
    return is_a(joiner, BETWEEN, around->language) &&
           (!word || (first.length <= LONGEST && second.length <= LONGEST));
}

/* 2 to 3; 1 in 10; 2 x 500; 030 / 123; 3 – 5; 30 Mar – 5 Apr: before the word between, and behind
 * it. */
static bool numbers_and_what_is_between(const struct around *around) {
    bool dash = slice_is(around->after, "–") || slice_is(around->after, "-");
    bool number =
        ends_in_digit(around->before) || (dash && is_a(around->last, MONTH, around->language));
    if (number && starts_with_digit(around->after_next) &&
        is_between(around, around->after, around->before, around->after_next))
        return true;
    if (starts_with_digit(around->next) && ends_in_digit(around->before_last) &&
        is_between(around, around->before, around->before_last, around->next))
        return true;
    return starts_with_digit(around->next) && ends_with(around->before, "–");
}

/* 3 –5 */
static bool number_and_dash(const struct around *around) {
    return ends_in_digit(around->before) && slice_starts_with(around->after, "–");
}

/* 2 March; 3. März; 1er mai; 30–2 Apr; March 2; Mon 2 */
static bool day_and_month(const struct around *around) {
    if (ends_in_day(around->before) && is_a(stem(around->next), MONTH, around->language))
        return true;
    if (is_day(around->next) && is_a(around->before, MONTH, around->language))
        return true;
    return starts_with_digit(around->next) && is_a(around->last, WEEKDAY, around->language);
}

/* 3 de marzo */
static bool day_joined_to_month(const struct around *around) {
    if (is_day(around->before) && is_a(around->after, DATE_JOINER, around->language))
        return is_a(around->after_next, MONTH, around->language);
    return is_a(around->before, DATE_JOINER, around->language) && is_day(around->before_last) &&
           is_a(around->next, MONTH, around->language);
}

/* Dr Sample; Dr. A. Sample; J. Sample */
static bool title_and_name(const struct around *around) {
    return starts_with_capital(around->next) &&
           (is_initials(around->before) || is_a(around->last, TITLE, around->language));
}

/* page 3; § 4; Fig. 2; no. 5; € 10 */
static bool counted_and_number(const struct around *around) {
    return starts_with_digit(around->next) && is_a(around->last, COUNTED, around->language);
}

static bool lone_letter(const struct around *around) {
    return around->before.length == 1 && is_a(around->before, LONE_LETTER, around->language);
}

/* Vraiment ? « oui » : French sets spaces inside. */
static bool space_before_sign(const struct around *around) {
    static const char *const signs[] = {";", ":", "!", "?", "»"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (slice_starts_with(around->after, signs[i]))
            return true;
    return ends_with(around->before, "«");
}

static rule *const rules[] = {
    number_and_unit,   number_and_number,  numbers_and_what_is_between,
    number_and_dash,   day_and_month,      day_joined_to_month,
    title_and_name,    counted_and_number, lone_letter,
    space_before_sign,
};

/* ---- without a space ------------------------------------------------------------------------- */

/* A place behind a dash: 30 Mar–5 Apr, 2–8, Mon–Fri. */
static bool is_inside_range(const struct around *around) {
    static const char *const dashes[] = {"–", "-", "‑"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t length = strlen(dashes[i]);
        if (!ends_with(around->before, dashes[i]) || around->before.length == length)
            continue;
        struct slice first = slice_make(around->before.data, around->before.length - length);
        return starts_with_digit(around->after) || is_initials(first) ||
               is_a(bare(first), WEEKDAY | MONTH, around->language);
    }
    return false;
}

/* A place behind a slash: mg/day. */
static bool is_inside_unit(const struct around *around) {
    struct slice first = around->before;
    if (!ends_with(first, "/"))
        return false;
    first.length--;
    return is_a(bare(first), UNIT, around->language);
}

/* A soft hyphen would need a hyphen at the line's end: layout takes them out and sees to that. */
static bool is_behind_soft_hyphen(const struct around *around) {
    return ends_with(around->before, "\xC2\xAD");
}

bool is_kept_together(struct slice text, size_t at, const char *language) {
    struct around around = look_around(text, at, language ? language : "");
    bool space = at > 0 && text.data[at - 1] == ' ';
    if (!space)
        return is_behind_soft_hyphen(&around) || is_inside_range(&around) ||
               is_inside_unit(&around);
    if (!around.before.length || !around.after.length)
        return false;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i](&around))
            return true;
    return false;
}
