/* exchange.h - the records that go between the program and its child, packed and unpacked.
 *
 * Layer: make. Each record has one function that adds it to a payload and one that takes it out
 * again, side by side in exchange.c. Texts taken live in the reader's arena.
 */
#ifndef FOOTNOTE_MAKE_CHILD_EXCHANGE_H
#define FOOTNOTE_MAKE_CHILD_EXCHANGE_H

#include "lua/lua_host.h"
#include "make/child/protocol.h"

/* A growing list of texts. */
struct text_list {
    const char **items;
    size_t count, capacity;
};
void text_list_add(struct arena *arena, struct text_list *list, const char *text);

/* What the child hands back when it ended in good order. */
struct outcome {
    struct error error; /* code ERROR_NONE: the handout is made */
    const struct value *declaration;
    struct text_list problems;  /* of fields and rules */
    struct text_list questions; /* ids of rules that ask, when only they stop the handout */
    struct text_list warnings;
    struct text_list overdue;     /* sources past their review date: warnings, or a refusal */
    const char *explanation;      /* NULL: no document came to be */
    struct value *sentences;      /* make/record.h; NULL likewise */
    const struct value *measured; /* what the request asked to measure, or NULL */
    int page_count;
    struct slice bytes; /* taken: borrowed from the payload */
};
void exchange_add_outcome(struct strbuf *payload, const struct outcome *outcome);
void exchange_take_outcome(struct message_reader *reader, struct outcome *outcome);

void exchange_add_hit(struct strbuf *payload, const struct lua_hit *hit);
void exchange_take_hit(struct message_reader *reader, struct lua_hit *hit);

void exchange_add_provenance(struct strbuf *payload, const struct provenance *provenance);
void exchange_take_provenance(struct message_reader *reader, struct provenance *provenance);

#endif
