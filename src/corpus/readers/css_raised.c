/* css_raised.c - see css_raised.h.
 *
 * Layer: corpus. No parser of CSS: of each rule the classes and two properties. What is not
 * understood raises nothing.
 */
#include "corpus/readers/css_raised.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* -- declarations -------------------------------------------------------------------------- */

/* The value of a property; empty when it is absent. */
static struct slice value_of(struct slice declarations, const char *property) {
    size_t length = strlen(property);
    while (declarations.length) {
        const char *end = memchr(declarations.data, ';', declarations.length);
        size_t own = end ? (size_t)(end - declarations.data) : declarations.length;
        struct slice one = slice_trim(slice_make(declarations.data, own));
        const char *colon = memchr(one.data, ':', one.length);
        struct slice name =
            slice_trim(slice_make(one.data, colon ? (size_t)(colon - one.data) : 0));
        if (name.length == length && strncasecmp(name.data, property, length) == 0)
            return slice_trim(slice_make(colon + 1, one.length - (size_t)(colon + 1 - one.data)));
        own += end != NULL;
        declarations = slice_make(declarations.data + own, declarations.length - own);
    }
    return slice_make("", 0);
}

static bool begins_with(struct slice value, const char *word) {
    return value.length >= strlen(word) && strncasecmp(value.data, word, strlen(word)) == 0;
}

bool css_raises(struct slice declarations) {
    if (begins_with(value_of(declarations, "vertical-align"), "super"))
        return true;
    return begins_with(value_of(declarations, "position"), "relative") &&
           begins_with(value_of(declarations, "top"), "-") &&
           value_of(declarations, "font-size").length > 0;
}

/* -- rules --------------------------------------------------------------------------------- */

/* The classes in a selector: "p.note, .span5". */
static void add_classes(struct strbuf *classes, struct slice selector) {
    enum { MOST_BYTES = 8192 };
    for (size_t i = 0; i < selector.length && classes->length < MOST_BYTES; i++) {
        size_t end = i + 1;
        if (selector.data[i] != '.')
            continue;
        while (end < selector.length &&
               (isalnum((unsigned char)selector.data[end]) || strchr("-_", selector.data[end])))
            end++;
        if (end > i + 1) {
            strbuf_add_char(classes, ' ');
            strbuf_add_bytes(classes, selector.data + i + 1, end - i - 1);
            strbuf_add_char(classes, ' ');
        }
    }
}

void css_add_raised(struct strbuf *classes, struct slice css) {
    while (css.length) {
        const char *open = memchr(css.data, '{', css.length);
        if (!open)
            return;
        struct slice selector = slice_make(css.data, (size_t)(open - css.data));
        struct slice rest = slice_make(open + 1, css.length - selector.length - 1);
        const char *close = memchr(rest.data, '}', rest.length);
        const char *inner = memchr(rest.data, '{', rest.length);
        if (!close)
            return;
        if (inner && inner < close) { /* "@media print { .a { ... } }" */
            css = rest;
            continue;
        }
        size_t length = (size_t)(close - rest.data);
        if (css_raises(slice_make(rest.data, length)))
            add_classes(classes, selector);
        css = slice_make(close + 1, rest.length - length - 1);
    }
}

bool css_is_raised(const struct strbuf *classes, const char *element_classes) {
    enum { LONGEST_CLASS = 100 };
    if (!classes || !classes->length)
        return false;
    while (*element_classes) {
        size_t length = strcspn(element_classes, " ");
        char name[LONGEST_CLASS + 3];
        if (length && length <= LONGEST_CLASS) {
            name[0] = ' ';
            memcpy(name + 1, element_classes, length);
            memcpy(name + 1 + length, " ", 2);
            if (memmem(classes->data, classes->length, name, length + 2))
                return true;
        }
        element_classes += length + (element_classes[length] == ' ');
    }
    return false;
}
