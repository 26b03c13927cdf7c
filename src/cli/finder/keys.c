/* keys.c - see keys.h. In order: bytes; pasted text; sequences; single keys; the next key.
 *
 * Layer: cli. Part of the light program.
 */
#include "cli/finder/keys.h"

#include "base/utf8.h"

enum { ESCAPE = 0x1B, MOST_SEQUENCE_BYTES = 64 };

/* What reading at a place gave. */
enum reading { READ, INCOMPLETE };

/* ---- bytes ---------------------------------------------------------------------------------- */

void keys_add(struct keys *keys, const char *bytes, size_t length) {
    if (keys->at == keys->bytes.length) {
        strbuf_truncate(&keys->bytes, 0);
        keys->at = 0;
    }
    strbuf_add_bytes(&keys->bytes, bytes, length);
}

void keys_release(struct keys *keys) {
    strbuf_release(&keys->bytes);
    strbuf_release(&keys->pasted);
    *keys = (struct keys){0};
}

static struct slice rest_of(const struct keys *keys) {
    return slice_make(strbuf_text(&keys->bytes) + keys->at, keys->bytes.length - keys->at);
}

bool keys_are_waiting(const struct keys *keys) {
    return keys->is_pasting || keys->at < keys->bytes.length;
}

/* ---- pasted text ---------------------------------------------------------------------------- */

static const char paste_end[] = "\033[201~";

/* One line of valid UTF-8. */
static void end_paste(struct keys *keys, struct key *key) {
    struct strbuf line = {0};
    struct slice all = strbuf_slice(&keys->pasted);
    for (size_t i = 0; i < all.length;)
        strbuf_add_code_point(&line, utf8_next(all, &i));
    strbuf_truncate(&keys->pasted, 0);
    utf8_add_printable(&keys->pasted, strbuf_slice(&line));
    strbuf_release(&line);
    *key = (struct key){.code = KEY_PASTE, .pasted = strbuf_slice(&keys->pasted)};
    keys->is_pasting = false;
}

static enum reading read_paste(struct keys *keys, struct key *key) {
    struct slice rest = rest_of(keys);
    const size_t end_length = sizeof paste_end - 1;
    size_t length = 0;
    bool is_end = false;
    for (; length < rest.length && !is_end; length += !is_end) {
        size_t left = rest.length - length;
        size_t compared = left < end_length ? left : end_length;
        if (rest.data[length] != ESCAPE || memcmp(rest.data + length, paste_end, compared) != 0)
            continue;
        if (left < end_length)
            break; /* perhaps the end: wait */
        is_end = true;
    }
    size_t room = keys->pasted.length < KEYS_MOST_PASTED_BYTES
                      ? KEYS_MOST_PASTED_BYTES - keys->pasted.length
                      : 0;
    strbuf_add_bytes(&keys->pasted, rest.data, length < room ? length : room);
    keys->at += length + (is_end ? end_length : 0);
    if (!is_end)
        return INCOMPLETE;
    end_paste(keys, key);
    return READ;
}

/* ---- sequences ------------------------------------------------------------------------------ */

/* ESC [ parameters final, or ESC O final. */
static const struct {
    char final;
    int number; /* the first parameter before '~'; 0: any */
    enum key_code code;
} sequences[] = {
    {'A', 0, KEY_UP},      {'B', 0, KEY_DOWN},      {'C', 0, KEY_RIGHT}, {'D', 0, KEY_LEFT},
    {'H', 0, KEY_HOME},    {'F', 0, KEY_END},       {'P', 0, KEY_F1},    {'~', 1, KEY_HOME},
    {'~', 7, KEY_HOME},    {'~', 4, KEY_END},       {'~', 8, KEY_END},   {'~', 3, KEY_DELETE},
    {'~', 5, KEY_PAGE_UP}, {'~', 6, KEY_PAGE_DOWN}, {'~', 11, KEY_F1},
};

static enum key_code code_of_sequence(char final, int number) {
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (sequences[i].final == final && (final != '~' || sequences[i].number == number))
            return sequences[i].code;
    return KEY_OTHER;
}

/* `rest` begins with ESC [. */
static enum reading read_control_sequence(struct keys *keys, struct slice rest, struct key *key) {
    int number = 0;
    bool is_first = true;
    if (rest.length > 2 && rest.data[2] == '[') { /* the Linux console's F1 to F5 */
        if (rest.length < 4)
            return INCOMPLETE;
        keys->at += 4;
        key->code = rest.data[3] == 'A' ? KEY_F1 : KEY_OTHER;
        return READ;
    }
    for (size_t i = 2; i < rest.length && i < MOST_SEQUENCE_BYTES; i++) {
        unsigned char c = (unsigned char)rest.data[i];
        if (c >= '0' && c <= '9' && is_first && number < 1000)
            number = number * 10 + (c - '0');
        if (c == ';')
            is_first = false;
        if (c >= 0x20 && c < 0x40)
            continue;
        keys->at += c < 0x20 ? i : i + 1; /* a control character begins something else */
        if (c == '~' && number == 200) {
            keys->is_pasting = true;
            strbuf_truncate(&keys->pasted, 0);
            return read_paste(keys, key);
        }
        key->code = c < 0x20 ? KEY_OTHER : code_of_sequence((char)c, number);
        return READ;
    }
    if (rest.length < MOST_SEQUENCE_BYTES)
        return INCOMPLETE;
    keys->at += MOST_SEQUENCE_BYTES;
    return READ;
}

/* ---- single keys ---------------------------------------------------------------------------- */

/* Bytes of the character that begins here; 0: they have not all come. */
static size_t character_bytes(struct slice rest) {
    unsigned char first = (unsigned char)rest.data[0];
    size_t wanted = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < wanted; i++) {
        if (i == rest.length)
            return 0;
        if (((unsigned char)rest.data[i] & 0xC0) != 0x80)
            return i; /* broken off */
    }
    return wanted;
}

static enum key_code code_of_control(unsigned char c) {
    switch (c) {
    case '\r':
    case '\n':
        return KEY_ENTER;
    case '\t':
        return KEY_TAB;
    case 0x08:
    case 0x7F:
        return KEY_BACKSPACE;
    default:
        return c >= 1 && c <= 26 ? KEY_CONTROL : KEY_OTHER;
    }
}

static enum reading read_character(struct keys *keys, struct slice rest, bool is_last,
                                   struct key *key) {
    unsigned char c = (unsigned char)rest.data[0];
    if (c < 0x20 || c == 0x7F) {
        keys->at++;
        key->code = code_of_control(c);
        key->code_point = key->code == KEY_CONTROL ? (unsigned)c + 'a' - 1 : 0;
        return READ;
    }
    size_t length = character_bytes(rest), position = 0;
    if (length == 0 && !is_last)
        return INCOMPLETE;
    if (length == 0)
        length = rest.length;
    key->code_point = utf8_next(slice_make(rest.data, length), &position);
    key->code = key->code_point == 0xFFFD || (key->code_point >= 0x80 && key->code_point < 0xA0)
                    ? KEY_OTHER
                    : KEY_TEXT;
    keys->at += length;
    return READ;
}

static enum reading read_escape(struct keys *keys, struct slice rest, bool is_last,
                                struct key *key) {
    if (rest.length == 1 || rest.data[1] == ESCAPE) {
        if (rest.length == 1 && !is_last)
            return INCOMPLETE;
        keys->at++;
        key->code = KEY_ESCAPE;
        return READ;
    }
    if (rest.data[1] == '[')
        return read_control_sequence(keys, rest, key);
    if (rest.data[1] == 'O') {
        if (rest.length == 2)
            return INCOMPLETE;
        keys->at += 3;
        key->code = code_of_sequence(rest.data[2], 0);
        return READ;
    }
    keys->at++;
    if (read_character(keys, rest_of(keys), is_last, key) == INCOMPLETE) {
        keys->at--;
        return INCOMPLETE;
    }
    key->code = key->code == KEY_TEXT ? KEY_ALT : KEY_OTHER;
    return READ;
}

/* ---- the next key --------------------------------------------------------------------------- */

bool keys_next(struct keys *keys, bool is_last, struct key *key) {
    *key = (struct key){0};
    if (keys->is_pasting)
        return read_paste(keys, key) == READ;
    struct slice rest = rest_of(keys);
    if (rest.length == 0)
        return false;
    enum reading reading = rest.data[0] == ESCAPE ? read_escape(keys, rest, is_last, key)
                                                  : read_character(keys, rest, is_last, key);
    if (reading == READ || !is_last || keys->is_pasting)
        return reading == READ;
    keys->at = keys->bytes.length; /* a sequence that broke off */
    key->code = KEY_OTHER;
    return true;
}
