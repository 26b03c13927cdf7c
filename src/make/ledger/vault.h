/* vault.h - key files, and what is kept encrypted with them.
 *
 * Layer: make. libsodium's XChaCha20-Poly1305 with a random nonce; nothing of our own. What is
 * sealed is bound to a context ("inputs 7QX2M4K9TD"): moved elsewhere it can't be opened. A key
 * file is one line of text, mode 0600; one that others can read is refused.
 *
 *     struct ledger_key key;
 *     vault_key_make("clinic.key", &err);
 *     vault_key_read("clinic.key", &key, &err);
 *     struct slice sealed = vault_seal(&arena, &key, "file 1f2e", bytes);
 *     vault_forget(&key);
 */
#ifndef FOOTNOTE_MAKE_LEDGER_VAULT_H
#define FOOTNOTE_MAKE_LEDGER_VAULT_H

#include "base/arena.h"
#include "base/error.h"
#include "index/ledger/ledger_store.h"

/* Writes a new random key. ERROR_USAGE when the file is there already: a key is never overwritten,
 * what was sealed with it would be lost. */
bool vault_key_make(const char *path, struct error *err);

/* ERROR_ENVIRONMENT: no such file, readable by others, or no key. */
bool vault_key_read(const char *path, struct ledger_key *key, struct error *err);

/* The key in the file, made when there is none; several processes may do so at once. */
bool vault_key_ensure(const char *path, struct ledger_key *key, struct error *err);

void vault_forget(struct ledger_key *key);

/* In the arena. */
struct slice vault_seal(struct arena *arena, const struct ledger_key *key, const char *context,
                        struct slice plain);

/* False: another key, another context, or changed since. */
bool vault_open(struct arena *arena, const struct ledger_key *key, const char *context,
                struct slice sealed, struct slice *plain);

/* SHA-256 as hex, as sha256sum prints it. */
enum { VAULT_HEX_BYTES = 65 };
void vault_sha256(struct slice bytes, char hex[VAULT_HEX_BYTES]);

#endif
