/* pdf_tokens.c - see pdf_tokens.h. In order: characters, strings, numbers and words, pictures in
 * the stream, one token.
 *
 * Layer: pdf.
 */
#include "pdf/pdf_tokens.h"

#include "base/strbuf.h"

/* ---- characters ------------------------------------------------------------------------------ */

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
}

static bool is_delimiter(char c) {
    return c != 0 && strchr("()<>[]{}/%", c) != NULL;
}

static bool at_end(const struct pdf_tokens *tokens) {
    return tokens->at >= tokens->bytes.length;
}

static char peek(const struct pdf_tokens *tokens) {
    return at_end(tokens) ? 0 : tokens->bytes.data[tokens->at];
}

static void skip_space(struct pdf_tokens *tokens) {
    while (!at_end(tokens)) {
        char c = peek(tokens);
        if (c == '%') {
            while (!at_end(tokens) && peek(tokens) != '\n' && peek(tokens) != '\r')
                tokens->at++;
        } else if (is_space(c)) {
            tokens->at++;
        } else {
            return;
        }
    }
}

/* ---- strings --------------------------------------------------------------------------------- */

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void read_hex(struct pdf_tokens *tokens, struct strbuf *out) {
    int high = -1;
    for (; !at_end(tokens) && peek(tokens) != '>'; tokens->at++) {
        int digit = hex_digit(peek(tokens));
        if (digit < 0)
            continue;
        if (high < 0) {
            high = digit;
        } else {
            strbuf_add_char(out, (char)(high * 16 + digit));
            high = -1;
        }
    }
    if (high >= 0)
        strbuf_add_char(out, (char)(high * 16));
    tokens->at++;
}

static char read_octal(struct pdf_tokens *tokens) {
    int value = 0;
    for (int i = 0; i < 3 && peek(tokens) >= '0' && peek(tokens) <= '7'; i++)
        value = value * 8 + (tokens->bytes.data[tokens->at++] - '0');
    return (char)value;
}

static void read_escape(struct pdf_tokens *tokens, struct strbuf *out) {
    static const char letters[] = "nrtbf", meanings[] = "\n\r\t\b\f";
    char c = peek(tokens);
    const char *letter = c ? strchr(letters, c) : NULL;
    if (c >= '0' && c <= '7') {
        strbuf_add_char(out, read_octal(tokens));
        return;
    }
    tokens->at++;
    if (c == '\n') /* the line goes on */
        return;
    strbuf_add_char(out, letter ? meanings[letter - letters] : c);
}

static void read_literal(struct pdf_tokens *tokens, struct strbuf *out) {
    int depth = 1;
    while (!at_end(tokens)) {
        char c = tokens->bytes.data[tokens->at++];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0)
            return;
        if (c == '\\')
            read_escape(tokens, out);
        else
            strbuf_add_char(out, c);
    }
}

static void read_string(struct pdf_tokens *tokens, struct arena *arena, struct pdf_token *token) {
    struct strbuf out = {0};
    bool hex = tokens->bytes.data[tokens->at++] == '<';
    if (hex)
        read_hex(tokens, &out);
    else
        read_literal(tokens, &out);
    token->kind = PDF_TOKEN_STRING;
    token->text = arena_slice(arena, strbuf_slice(&out));
    strbuf_release(&out);
}

/* ---- numbers and words ----------------------------------------------------------------------- */

static struct slice read_word(struct pdf_tokens *tokens) {
    size_t start = tokens->at;
    while (!at_end(tokens) && !is_space(peek(tokens)) && !is_delimiter(peek(tokens)))
        tokens->at++;
    return slice_make(tokens->bytes.data + start, tokens->at - start);
}

/* Digits with a sign and a point; no exponents in PDF. */
static bool read_number(struct slice word, double *number) {
    double value = 0, place = 0, sign = 1;
    bool digits = false;
    for (size_t i = 0; i < word.length; i++) {
        char c = word.data[i];
        if (c >= '0' && c <= '9') {
            digits = true;
            value = place > 0 ? value + (c - '0') * place : value * 10 + (c - '0');
            place /= 10;
        } else if (c == '.' && place == 0) {
            place = 0.1;
        } else if ((c == '-' || c == '+') && i == 0) {
            sign = c == '-' ? -1 : 1;
        } else {
            return false;
        }
    }
    *number = sign * value;
    return digits;
}

static void read_plain(struct pdf_tokens *tokens, struct pdf_token *token) {
    token->text = read_word(tokens);
    if (token->text.length == 0) { /* a lone bracket */
        token->text = slice_make(tokens->bytes.data + tokens->at++, 1);
        token->kind = PDF_TOKEN_OPERATOR;
        return;
    }
    token->kind = read_number(token->text, &token->number) ? PDF_TOKEN_NUMBER : PDF_TOKEN_OPERATOR;
}

/* ---- pictures in the stream ------------------------------------------------------------------ */

/* Behind "ID" the bytes mean nothing until an "EI" between white space. */
static void skip_inline_picture(struct pdf_tokens *tokens, struct pdf_token *token) {
    const char *data = tokens->bytes.data;
    size_t length = tokens->bytes.length, i = tokens->at;
    for (; i + 3 <= length; i++)
        if (is_space(data[i]) && data[i + 1] == 'E' && data[i + 2] == 'I' &&
            (i + 3 == length || is_space(data[i + 3])))
            break;
    tokens->at = i + 3 <= length ? i + 3 : length;
    token->kind = PDF_TOKEN_INLINE_END;
}

/* ---- one token ------------------------------------------------------------------------------- */

bool pdf_token_next(struct pdf_tokens *tokens, struct arena *arena, struct pdf_token *token) {
    skip_space(tokens);
    *token = (struct pdf_token){0};
    if (at_end(tokens))
        return false;
    char c = peek(tokens);
    bool doubled = tokens->at + 1 < tokens->bytes.length && tokens->bytes.data[tokens->at + 1] == c;
    if (c == '(' || (c == '<' && !doubled)) {
        read_string(tokens, arena, token);
    } else if (c == '/') {
        tokens->at++;
        token->kind = PDF_TOKEN_NAME;
        token->text = read_word(tokens);
    } else if (c == '[' || c == ']' || c == '<' || c == '>') {
        token->kind = c == '[' || c == '<' ? PDF_TOKEN_OPEN : PDF_TOKEN_CLOSE;
        tokens->at += doubled && (c == '<' || c == '>') ? 2 : 1;
    } else {
        read_plain(tokens, token);
        if (token->kind == PDF_TOKEN_OPERATOR && slice_is(token->text, "ID"))
            skip_inline_picture(tokens, token);
    }
    return true;
}
