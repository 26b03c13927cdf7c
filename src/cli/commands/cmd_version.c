/* cmd_version.c - footnote --version: the program and the libraries that it runs with.
 *
 * Layer: cli. A library whose header belongs to one layer is asked through that layer.
 */
#include "cli/commands.h"
#include "cli/output.h"
#include "corpus/readers/reader.h"
#include "index/index.h"
#include "lua/lua_host.h"
#include "pdf/pdf_objects.h"

#include <hb.h>
#include <jansson.h>
#include <seccomp.h>
#include <sodium/version.h>
#include <unistring/version.h>
#include <yaml.h>

const struct option version_options[] = {{0}};

int cmd_version(struct invocation *invocation, struct error *err) {
    struct arena *arena = invocation->arena;
    bool asked_by_name = strcmp(invocation->command->name, "version") == 0;
    if (asked_by_name && !invocation_expect_words(invocation, 0, 0, err))
        return (int)err->code;
    const struct scmp_version *seccomp = seccomp_version();
    const int libxml2 = reader_libxml2_version();
    const int unistring = _libunistring_version; /* 0x010000 for 1.0.0 */
    const struct {
        const char *name, *version;
    } libraries[] = {
        {"SQLite", index_sqlite_version()},
        {"Lua", arena_slice(arena, lua_host_version()).data},
        {"libharu", pdf_libharu_version()},
        {"HarfBuzz", hb_version_string()},
        {"cmark-gfm", reader_cmark_version()},
        {"libxml2",
         arena_format(arena, "%d.%d.%d", libxml2 / 10000, libxml2 / 100 % 100, libxml2 % 100)},
        {"libunistring",
         arena_format(arena, "%d.%d.%d", unistring >> 16, unistring >> 8 & 0xFF, unistring & 0xFF)},
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
