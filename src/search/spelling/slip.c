/* slip.c - see slip.h.
 *
 * Layer: search. Order: letters, sounds, both; the slips that hardly make words.
 */
#include "search/spelling/slip.h"

#include "base/strbuf.h"

/* Letters that stand for each other by ear, or lie side by side on a keyboard. */
static bool is_near_letter(char a, char b) {
    static const char *const pairs = "aeaoaieieoiyouuosczscksztdbpfvgjgkckqkxsmnhnrl"
                                     "qwweertyuioopassddffgghjjkklzxxccvvbbnnm";
    for (const char *pair = pairs; pair[0] && pair[1]; pair += 2)
        if ((pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a))
            return true;
    return false;
}

/* As it sounds: vowels in one, doubled letters once, ph as f, c and q as k, z as s, h and y unsaid.
 * Words that sound alike are taken for each other. */
static void add_sound(struct strbuf *out, struct slice word) {
    static const char sounds[26] = "0bkd0fg00gklmn0pkrst0vvk0s";
    char last = '\0';
    for (size_t i = 0; i < word.length; i++) {
        char c = word.data[i], sound = c;
        if (c >= 'a' && c <= 'z')
            sound = sounds[c - 'a'];
        if (c == 'p' && i + 1 < word.length && word.data[i + 1] == 'h')
            sound = 'f';
        bool is_soft_c = c == 'c' && i + 1 < word.length && strchr("eiy", word.data[i + 1]);
        if (is_soft_c)
            sound = 's';
        if (c == 'h' || sound == last)
            continue;
        strbuf_add_char(out, sound);
        last = sound;
    }
}

static bool sounds_alike(struct slice a, struct slice b) {
    struct strbuf first = {0}, second = {0};
    add_sound(&first, a);
    add_sound(&second, b);
    bool alike = slice_equals(strbuf_slice(&first), strbuf_slice(&second));
    strbuf_release(&first);
    strbuf_release(&second);
    return alike;
}

int slip_unlikeliness(struct slice typed, struct slice word, int distance) {
    if (sounds_alike(typed, word))
        return 0;
    if (distance > 1 || typed.length != word.length)
        return distance > 1 ? 2 : 1;
    size_t i = 0;
    while (i < typed.length && typed.data[i] == word.data[i])
        i++;
    bool is_exchange = i + 1 < typed.length && typed.data[i] == word.data[i + 1] &&
                       typed.data[i + 1] == word.data[i];
    return is_exchange || (i < typed.length && is_near_letter(typed.data[i], word.data[i])) ? 1 : 2;
}

bool slip_is_clumsy(struct slice typed, struct slice meant) {
    size_t i = 0, k = 0;
    while (i < typed.length && i < meant.length && typed.data[i] == meant.data[i])
        i++;
    while (k < typed.length - i && k < meant.length - i &&
           typed.data[typed.length - 1 - k] == meant.data[meant.length - 1 - k])
        k++;
    if (typed.length == meant.length)
        return typed.length - i - k == 2 && typed.data[i] == meant.data[i + 1] &&
               typed.data[i + 1] == meant.data[i];
    struct slice longer = typed.length > meant.length ? typed : meant;
    return i > 0 && i + k + 1 >= longer.length && longer.data[i] == longer.data[i - 1];
}
