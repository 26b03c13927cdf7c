/* commands.h - every command's function and options, for command_table.c.
 *
 * Layer: cli. One pair a verb, in cmd_<verb>.c. The light ones need no library but SQLite.
 */
#ifndef FOOTNOTE_CLI_COMMANDS_H
#define FOOTNOTE_CLI_COMMANDS_H

#include "cli/command.h"
#include "search/search.h"

/* Light: in both programs. */
int cmd_search(struct invocation *invocation, struct error *err);
extern const struct option search_options[];
extern const char search_notes[];
/* --feedback of search and eval. */
bool invocation_feedback(const struct invocation *invocation, enum search_feedback *feedback,
                         struct error *err);
int cmd_similar(struct invocation *invocation, struct error *err);
extern const struct option similar_options[];
int cmd_show(struct invocation *invocation, struct error *err);
extern const struct option show_options[];
int cmd_status(struct invocation *invocation, struct error *err);
extern const struct option status_options[];
int cmd_help(struct invocation *invocation, struct error *err);
extern const struct option help_options[];

/* Heavy: in footnote-full only. */
int cmd_index(struct invocation *invocation, struct error *err);
extern const struct option index_options[];
int cmd_reports(struct invocation *invocation, struct error *err);
extern const struct option reports_options[];
int cmd_make(struct invocation *invocation, struct error *err);
extern const struct option make_options[];
int cmd_watch(struct invocation *invocation, struct error *err); /* its options are make's */
int cmd_batch(struct invocation *invocation, struct error *err);
extern const struct option batch_options[];
int cmd_preflight(struct invocation *invocation, struct error *err);
extern const struct option preflight_options[];
int cmd_test(struct invocation *invocation, struct error *err);
extern const struct option test_options[];
int cmd_readability(struct invocation *invocation, struct error *err);
extern const struct option readability_options[];
int cmd_score(struct invocation *invocation, struct error *err);
extern const struct option score_options[];
int cmd_check(struct invocation *invocation, struct error *err);
extern const struct option check_options[];
int cmd_eval(struct invocation *invocation, struct error *err);
extern const struct option eval_options[];
int cmd_api(struct invocation *invocation, struct error *err);
extern const struct option api_options[];
int cmd_log(struct invocation *invocation, struct error *err);
extern const struct option log_options[];
int cmd_reprint(struct invocation *invocation, struct error *err);
extern const struct option reprint_options[];
int cmd_recall(struct invocation *invocation, struct error *err);
extern const struct option recall_options[];
int cmd_diff(struct invocation *invocation, struct error *err);
extern const struct option diff_options[];
int cmd_snapshot(struct invocation *invocation, struct error *err);
extern const struct option snapshot_options[];
int cmd_version(struct invocation *invocation, struct error *err);
extern const struct option version_options[];

/* `footnote COMMAND --help`. */
int help_print_command(struct invocation *invocation, const struct command *command,
                       struct error *err);

/* The usage line and the list of commands, on stderr: for a command line without a command. */
void help_print_short(void);

#endif
