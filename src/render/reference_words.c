/* reference_words.c - see reference_words.h.
 *
 * Layer: render.
 */
#include "render/reference_words.h"

/* The next sentence on the same line of siblings, with nothing but spaces between. */
static const struct node *following_sentence(const struct node *sentence) {
    for (const struct node *next = sentence->next; next; next = next->next) {
        if (next->kind == NODE_SENTENCE)
            return next;
        if (next->kind != NODE_TEXT || slice_trim(next->text).length)
            return NULL;
    }
    return NULL;
}

static bool is_clinics(const struct node *sentence) {
    return sentence->provenance && sentence->provenance->class_letter == 'C';
}

bool sentence_has_marks(const struct node *sentence) {
    const struct node *next = following_sentence(sentence);
    return !next || next->source_number != sentence->source_number ||
           is_clinics(next) != is_clinics(sentence);
}

bool sentence_has_clinic_mark(const struct node *sentence) {
    return is_clinics(sentence) && !sentence->marked_above;
}

const char *note_letters(struct arena *arena, size_t number) {
    char letters[16];
    size_t at = sizeof letters;
    letters[--at] = '\0';
    for (; number && at; number = (number - 1) / 26)
        letters[--at] = (char)('a' + (number - 1) % 26);
    return arena_text(arena, letters + at);
}

const char *link_unsaid_address(struct arena *arena, const struct node *link) {
    const char *address = link->url ? link->url : "";
    const char *colon = strchr(address, ':');
    address = colon ? colon + 1 : address;
    while (*address == '/')
        address++;
    size_t length = strlen(address);
    while (length && address[length - 1] == '/')
        length--;
    const char *shown = arena_bytes(arena, address, length);
    return strstr(node_plain_text(arena, link), shown) ? NULL : shown;
}
