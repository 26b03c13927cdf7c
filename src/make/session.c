/* session.c - many handouts of one report, one after the other.
 *
 * Layer: make, parent side.
 */
#include "make/session.h"

#include "base/memory.h"

#include <stdlib.h>

struct session {
    struct arena arena;
    const struct value *declaration;
};

struct session *session_open(const struct make_request *common, struct error *err) {
    struct session *session = memory_allocate_zeroed(1, sizeof *session);
    session->declaration = make_describe(common, &session->arena, err);
    if (session->declaration)
        return session;
    session_close(session);
    return NULL;
}

const struct value *session_declaration(const struct session *session) {
    return session->declaration;
}

bool session_make(struct session *session, const struct make_request *request, struct arena *arena,
                  struct make_result *result, struct error *err) {
    (void)session;
    return make_handout(request, arena, result, err);
}

void session_close(struct session *session) {
    if (!session)
        return;
    arena_release(&session->arena);
    free(session);
}
