/* command_table.c - the commands, in the order in which help lists them.
 *
 * Layer: cli. Compiled twice: with FOOTNOTE_LIGHT the heavy rows name neither function nor options,
 * so that the linker leaves their code and its libraries out.
 */
#include "cli/commands.h"
#include "cli/corpus_index.h"

#ifdef FOOTNOTE_LIGHT
#define HEAVY(function)        command_hand_over
#define HEAVY_OPTIONS(options) NULL
command_refresher *const command_refresh = NULL;
command_verifier *const command_verify = NULL;
#else
#define HEAVY(function)        function
#define HEAVY_OPTIONS(options) options
command_refresher *const command_refresh = corpus_refresh;
command_verifier *const command_verify = index_verify;
#endif

const struct command command_table[] = {
    {"index", HEAVY(cmd_index), "bring the index up to date with its articles",
     "[PATH...] [--forget PATH]... [--rebuild] [--watch]", HEAVY_OPTIONS(index_options), false},
    {"search", cmd_search, "find passages, best first; without words at a terminal: as you type",
     "[WORDS...] [--limit N]", search_options, true, search_notes},
    {"similar", cmd_similar, "find the passages nearest to a given one", "ID[#SECTION] [--limit N]",
     similar_options, false},
    {"show", cmd_show, "print an article or one of its sections", "ID[#SECTION]", show_options,
     false},
    {"reports", HEAVY(cmd_reports), "list the report scripts, or one's fields", "[NAME]",
     HEAVY_OPTIONS(reports_options), false},
    {"make", HEAVY(cmd_make), "make one handout", "REPORT -p FILE [-o OUT]",
     HEAVY_OPTIONS(make_options), false},
    {"watch", HEAVY(cmd_watch), "make it again whenever a file it is made of is saved",
     "REPORT -p FILE -o OUT", HEAVY_OPTIONS(make_options), false},
    {"batch", HEAVY(cmd_batch), "make a handout for each row of a roster",
     "REPORT ROSTER -o DIR [--jobs N] [--merged FILE] [--shard I/N] [--resume]",
     HEAVY_OPTIONS(batch_options), false},
    {"preflight", HEAVY(cmd_preflight), "check that a printer in black and white spoils nothing",
     "FILE.pdf [--large-print]", HEAVY_OPTIONS(preflight_options), false},
    {"log", HEAVY(cmd_log), "which handouts were made, newest first", "[-p FILE] [--check]",
     HEAVY_OPTIONS(log_options), false},
    {"reprint", HEAVY(cmd_reprint), "the pages of a recorded handout again, byte for byte",
     "CODE [-o OUT]", HEAVY_OPTIONS(reprint_options), false},
    {"recall", HEAVY(cmd_recall), "which handouts carried a passage", "ARTICLE[#SECTION]",
     HEAVY_OPTIONS(recall_options), false},
    {"diff", HEAVY(cmd_diff), "what changed between two handouts, in words", "CODE1 CODE2",
     HEAVY_OPTIONS(diff_options), false},
    {"test", HEAVY(cmd_test), "make the worked examples and compare them with what is expected",
     "[NAME...]", HEAVY_OPTIONS(test_options), false},
    {"readability", HEAVY(cmd_readability),
     "measure how hard a text or a report's handouts are to read", "[FILE | REPORT[/CASE]]...",
     HEAVY_OPTIONS(readability_options), false},
    {"score", HEAVY(cmd_score),
     "the scoring sheet: 27 checks on the placed pages of worked examples",
     "[CASE...] [--variants]", HEAVY_OPTIONS(score_options), false},
    {"check", HEAVY(cmd_check), "find faults in corpus, wording, profile and scripts",
     "[PATH] [--facts] [--update-grades]", HEAVY_OPTIONS(check_options), false},
    {"eval", HEAVY(cmd_eval), "measure how well judged queries find what answers them",
     "[--judgments FILE | --queries FILE --qrels FILE [--ids FILE]] [--each]",
     HEAVY_OPTIONS(eval_options), false},
    {"api", HEAVY(cmd_api), "what a report script can call", "[NAME]", HEAVY_OPTIONS(api_options),
     false},
    {"status", cmd_status, "what is indexed, and what could not be read", "[--failed | --check]",
     status_options, false},
    {"snapshot", HEAVY(cmd_snapshot), "copy the index as it is now, while others use it", "FILE",
     HEAVY_OPTIONS(snapshot_options), false},
    {"help", cmd_help, "the commands, or one's options", "[COMMAND]", help_options, false},
    {"version", HEAVY(cmd_version), "the program's and its libraries' versions", "",
     HEAVY_OPTIONS(version_options), false},
    {0},
};
