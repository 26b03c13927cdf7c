/* vault.c - see vault.h.
 *
 * Layer: make. Order: making a key, reading it, sealing.
 */
#include "make/ledger/vault.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char key_label[] = "footnote-key-1 ";
enum { KEY_LINE_BYTES = sizeof key_label - 1 + (size_t)2 * LEDGER_KEY_BYTES + 1, KEY_MODE = 0600 };

static bool prepare(struct error *err) {
    return sodium_init() >= 0 || error_set(err, ERROR_ENVIRONMENT, "libsodium can't be used");
}

/* ---- making a key ---------------------------------------------------------------------------- */

/* Nobody ever reads half a key, and one that is there stays: errno is EEXIST then. */
static bool make_key(const char *path, struct error *err) {
    unsigned char bytes[LEDGER_KEY_BYTES];
    char line[KEY_LINE_BYTES + 1];
    if (!prepare(err))
        return false;
    randombytes_buf(bytes, sizeof bytes);
    size_t length = sizeof key_label - 1;
    memcpy(line, key_label, length);
    sodium_bin2hex(line + length, sizeof line - length, bytes, sizeof bytes);
    line[KEY_LINE_BYTES - 1] = '\n';
    line[KEY_LINE_BYTES] = '\0';
    bool done = file_write_new(path, slice_make(line, KEY_LINE_BYTES), KEY_MODE, err);
    int failure = errno;
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(line, sizeof line);
    errno = failure;
    return done;
}

bool vault_key_make(const char *path, struct error *err) {
    if (make_key(path, err))
        return true;
    if (errno == EEXIST)
        error_set(err, ERROR_USAGE,
                  "%s: there is a file already: a key is never overwritten, name a new one", path);
    return false;
}

/* ---- reading it ------------------------------------------------------------------------------ */

static bool check_mode(int file, const char *path, struct error *err) {
    struct stat status;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return error_set(err, ERROR_ENVIRONMENT, "%s: is no key file", path);
    if ((status.st_mode & 077) != 0)
        return error_set(err, ERROR_ENVIRONMENT,
                         "%s: others can read this key: chmod 600, and make a new one if they may "
                         "have",
                         path);
    return true;
}

bool vault_key_read(const char *path, struct ledger_key *key, struct error *err) {
    char line[KEY_LINE_BYTES + 1] = "";
    size_t label = sizeof key_label - 1, length = 0;
    if (!prepare(err))
        return false;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return error_set_errno(err, ERROR_ENVIRONMENT, "%s: the key can't be read", path);
    bool done = check_mode(file, path, err);
    if (done) {
        done = read(file, line, KEY_LINE_BYTES) >= KEY_LINE_BYTES - 1 &&
               memcmp(line, key_label, label) == 0 &&
               sodium_hex2bin(key->bytes, sizeof key->bytes, line + label, 2 * sizeof key->bytes,
                              NULL, &length, NULL) == 0 &&
               length == sizeof key->bytes;
        if (!done)
            error_set(err, ERROR_ENVIRONMENT,
                      "%s: is no key file: footnote log --new-key FILE makes one", path);
    }
    close(file);
    sodium_memzero(line, sizeof line);
    return done;
}

bool vault_key_ensure(const char *path, struct ledger_key *key, struct error *err) {
    if (!file_exists(path) && !make_key(path, err) && errno != EEXIST)
        return false;
    return vault_key_read(path, key, err);
}

void vault_forget(struct ledger_key *key) {
    sodium_memzero(key, sizeof *key);
}

/* ---- sealing --------------------------------------------------------------------------------- */

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
};

struct slice vault_seal(struct arena *arena, const struct ledger_key *key, const char *context,
                        struct slice plain) {
    unsigned char *sealed = arena_allocate(arena, NONCE_BYTES + plain.length + TAG_BYTES);
    unsigned long long length = 0;
    randombytes_buf(sealed, NONCE_BYTES);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        sealed + NONCE_BYTES, &length, (const unsigned char *)plain.data, plain.length,
        (const unsigned char *)context, strlen(context), NULL, sealed, key->bytes);
    return slice_make((const char *)sealed, NONCE_BYTES + (size_t)length);
}

bool vault_open(struct arena *arena, const struct ledger_key *key, const char *context,
                struct slice sealed, struct slice *plain) {
    const unsigned char *bytes = (const unsigned char *)sealed.data;
    unsigned long long length = 0;
    if (sealed.length < NONCE_BYTES + TAG_BYTES)
        return false;
    unsigned char *opened = arena_allocate(arena, sealed.length); /* a NUL stays behind it */
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            opened, &length, NULL, bytes + NONCE_BYTES, sealed.length - NONCE_BYTES,
            (const unsigned char *)context, strlen(context), bytes, key->bytes) != 0)
        return false;
    *plain = slice_make((const char *)opened, (size_t)length);
    return true;
}

void vault_sha256(struct slice bytes, char hex[VAULT_HEX_BYTES]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)bytes.data, bytes.length);
    sodium_bin2hex(hex, VAULT_HEX_BYTES, hash, sizeof hash);
}
