/* cmd_version.c - footnote --version: the program and the libraries that it runs with.
 *
 * Layer: cli. Each library's header belongs to one layer, so their version functions, which are
 * part of their stable interfaces, are declared here by hand.
 */
#include "cli/commands.h"
#include "cli/output.h"

const struct option version_options[] = {{0}};

struct scmp_version {
    unsigned int major, minor, micro;
};

extern const char *sqlite3_libversion(void);
extern const char lua_ident[]; /* "$LuaVersion: Lua 5.4.4  Copyright ..." */
extern const char *HPDF_GetVersion(void);
extern const char *hb_version_string(void);
extern const char *cmark_version_string(void);
extern const char *xmlParserVersion; /* 20914 for 2.9.14, then what it was built from */
extern const char *yaml_get_version_string(void);
extern const char *jansson_version_str(void);
extern const char *sodium_version_string(void);
extern int _libunistring_version; /* 0x010000 for 1.0.0 */
extern const struct scmp_version *seccomp_version(void);

static const char *lua_version_text(struct arena *arena) {
    const char *start = strstr(lua_ident, "Lua ");
    start = start ? start + strlen("Lua ") : lua_ident;
    return arena_bytes(arena, start, strcspn(start, " "));
}

static const char *xml_version_text(struct arena *arena) {
    int number = 0;
    for (const char *c = xmlParserVersion; *c >= '0' && *c <= '9'; c++)
        number = number * 10 + (*c - '0');
    return arena_format(arena, "%d.%d.%d", number / 10000, number / 100 % 100, number % 100);
}

int cmd_version(struct invocation *invocation, struct error *err) {
    struct arena *arena = invocation->arena;
    bool asked_by_name = strcmp(invocation->command->name, "version") == 0;
    if (asked_by_name && !invocation_expect_words(invocation, 0, 0, err))
        return (int)err->code;
    const struct scmp_version *seccomp = seccomp_version();
    const struct {
        const char *name, *version;
    } libraries[] = {
        {"SQLite", sqlite3_libversion()},
        {"Lua", lua_version_text(arena)},
        {"libharu", HPDF_GetVersion()},
        {"HarfBuzz", hb_version_string()},
        {"cmark-gfm", cmark_version_string()},
        {"libxml2", xml_version_text(arena)},
        {"libunistring",
         arena_format(arena, "%d.%d.%d", _libunistring_version >> 16,
                      _libunistring_version >> 8 & 0xFF, _libunistring_version & 0xFF)},
        {"libyaml", yaml_get_version_string()},
        {"jansson", jansson_version_str()},
        {"libsodium", sodium_version_string()},
        {"libseccomp",
         arena_format(arena, "%u.%u.%u", seccomp->major, seccomp->minor, seccomp->micro)},
    };
    size_t count = sizeof libraries / sizeof libraries[0];
    struct output out;
    output_begin(&out, invocation);
    if (out.json) {
        output_map(&out, NULL);
        output_integer(&out, "schema", 1);
        output_text(&out, "footnote", FOOTNOTE_VERSION);
        output_map(&out, "libraries");
        for (size_t i = 0; i < count; i++)
            output_text(&out, libraries[i].name, libraries[i].version);
        output_end_map(&out);
        output_end_map(&out);
    } else {
        output_line(&out, "footnote %s", FOOTNOTE_VERSION);
        for (size_t i = 0; i < count; i++)
            output_line(&out, "  %-14s%s", libraries[i].name, libraries[i].version);
    }
    return output_finish(&out, 0, err);
}
