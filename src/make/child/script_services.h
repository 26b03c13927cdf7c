/* script_services.h - the Lua host's services, answered by the parent over the channel.
 *
 * Layer: make, child side.
 */
#ifndef FOOTNOTE_MAKE_CHILD_SCRIPT_SERVICES_H
#define FOOTNOTE_MAKE_CHILD_SCRIPT_SERVICES_H

#include "lua/lua_host.h"
#include "make/child/protocol.h"
#include "text/font.h"

/* Sentences that came along with an answer, or were asked for beforehand: those that need no search
 * (any more). */
struct ready_sentence {
    const char *text;
    struct provenance provenance; /* its key is the sentence's */
    struct ready_sentence *next;  /* in the same bucket */
};

enum { READY_BUCKETS = 1024 };

struct ready_language {
    const char *language;
    struct ready_sentence **buckets; /* by the key's hash */
    struct ready_language *next;
};

/* Modules that came along with the first one that was asked for. */
struct ready_module {
    const char *name, *file;
    struct slice source;
};

struct script_world {
    struct channel *channel;      /* borrowed */
    const struct font_set *fonts; /* borrowed; NULL when nothing is laid out */
    bool many;                    /* handouts follow, from this process's children */
    struct arena arena;
    struct ready_language *ready;
    struct ready_module *modules;
    size_t module_count;
};

/* The services; world is borrowed and must outlive them. */
struct lua_services script_services(struct script_world *world);

/* Files for layout, asked of the parent likewise. */
struct resources script_resources(struct script_world *world);

/* Asks for all sentences of a language that are sure to stand; without an answer each will be asked
 * for when it is needed. */
void script_ask_ready(struct script_world *world, const char *language);

/* The handout code: asked once all modules are loaded. */
bool script_ask_code(struct script_world *world, struct arena *arena, const char **code,
                     struct error *err);

#endif
