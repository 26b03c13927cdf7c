/* script_services.h - the Lua host's services, answered by the parent over the channel.
 *
 * Layer: make, child side.
 */
#ifndef FOOTNOTE_MAKE_SCRIPT_SERVICES_H
#define FOOTNOTE_MAKE_SCRIPT_SERVICES_H

#include "lua/lua_host.h"
#include "make/protocol.h"

/* The services; channel is borrowed and must outlive them. */
struct lua_services script_services(struct channel *channel);

/* The handout code: asked once all modules are loaded. */
bool script_ask_code(struct channel *channel, struct arena *arena, const char **code,
                     struct error *err);

#endif
