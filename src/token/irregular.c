/* irregular.c - forms that clinicians meet and the stemmers can't know, most of them English.
 *
 * Layer: token. Porter's algorithm cuts endings; it does not know Latin and Greek plurals
 * (calcanei), changed vowels (feet) or strong verbs (ran). Each form here is replaced by the one
 * that it belongs to before stemming, so that both have one term. Nouns in -is go to the form that
 * the verb and the plural share (diagnosis, diagnoses, diagnose: one term). Left out where two
 * meanings would meet: felt (a material for pads), leaves, lives, wound, data.
 */
#include "token/token_private.h"

#include <stdlib.h>

/* In byte order of the first, for bsearch. */
static const struct irregular {
    const char *form, *regular;
} irregular_forms[] = {
    {"analyses", "analyse"},
    {"analysis", "analyse"},
    {"anastomoses", "anastomosis"},
    {"ankyloses", "ankylosis"},
    {"apices", "apex"},
    {"appendices", "appendix"},
    {"arthroses", "arthrosis"},
    {"bacilli", "bacillus"},
    {"bacteria", "bacterium"},
    {"bled", "bleed"},
    {"bronchi", "bronchus"},
    {"broke", "break"},
    {"broken", "break"},
    {"calcanei", "calcaneus"},
    {"calculi", "calculus"},
    {"calves", "calf"},
    {"children", "child"},
    {"cortices", "cortex"},
    {"crises", "crise"},
    {"crisis", "crise"},
    {"criteria", "criterion"},
    {"crura", "crus"},
    {"diagnoses", "diagnose"},
    {"diagnosis", "diagnose"},
    {"emboli", "embolus"},
    {"exostoses", "exostosis"},
    {"feet", "foot"},
    {"femora", "femur"},
    {"fibroses", "fibrosis"},
    {"foci", "focus"},
    {"foramina", "foramen"},
    {"fungi", "fungus"},
    {"ganglia", "ganglion"},
    {"halluces", "hallux"},
    {"halves", "half"},
    {"humeri", "humerus"},
    {"indices", "index"},
    {"kyphoses", "kyphosis"},
    {"lice", "louse"},
    {"lordoses", "lordosis"},
    {"malleoli", "malleolus"},
    {"matrices", "matrix"},
    {"men", "man"},
    {"menisci", "meniscus"},
    {"metastases", "metastasis"},
    {"metatarsi", "metatarsus"},
    {"mice", "mouse"},
    {"mycoses", "mycosis"},
    {"necroses", "necrosis"},
    {"neuroses", "neurosis"},
    {"nuclei", "nucleus"},
    {"orthoses", "orthosis"},
    {"ova", "ovum"},
    {"paralyses", "paralyse"},
    {"paralysis", "paralyse"},
    {"pelves", "pelvis"},
    {"phalanges", "phalanx"},
    {"phenomena", "phenomenon"},
    {"prognoses", "prognosis"},
    {"psychoses", "psychosis"},
    {"radii", "radius"},
    {"rami", "ramus"},
    {"ran", "run"},
    {"scleroses", "sclerosis"},
    {"scolioses", "scoliosis"},
    {"sepses", "sepsis"},
    {"septa", "septum"},
    {"sera", "serum"},
    {"stenoses", "stenosis"},
    {"stimuli", "stimulus"},
    {"sulci", "sulcus"},
    {"swollen", "swell"},
    {"syntheses", "synthesis"},
    {"tali", "talus"},
    {"tarsi", "tarsus"},
    {"teeth", "tooth"},
    {"testes", "testis"},
    {"thrombi", "thrombus"},
    {"thromboses", "thrombosis"},
    {"tore", "tear"},
    {"torn", "tear"},
    {"tuberculoses", "tuberculosis"},
    {"vertices", "vertex"},
    {"viscera", "viscus"},
    {"women", "woman"},
    {"wore", "wear"},
    {"worn", "wear"},
};

/* Endings that are always so; least: bytes before the ending. In English Latin and Greek plurals;
 * elsewhere what the stemmer knows with an accent only, which folding has taken off (it is put back
 * where there is no doubt, and taken off the stem again). */
static const struct ending {
    char language[3];
    const char *ending, *regular;
    size_t least;
} endings[] = {
    {"en", "omata", "oma", 2},     /* granulomata */
    {"en", "itides", "itis", 2},   /* arthritides */
    {"en", "physes", "physis", 2}, /* epiphyses */
    {"en", "theses", "thesis", 2}, /* prostheses */
    {"en", "ae", "a", 3},          /* bursae, fasciae, vertebrae */
    {"es", "cion", "ción", 2},     /* inflamación */
    {"es", "logia", "logía", 2},   /* podología */
    {"es", "logias", "logías", 2},
    {"pt", "cao", "ção", 2}, /* inflamação */
    {"pt", "coes", "ções", 2},
    {"fr", "bilite", "bilité", 2}, /* stabilité */
    {"fr", "bilites", "bilités", 2},
    {"fr", "ivites", "ivités", 2},
    {"fr", "ivite", "ivité", 2},   /* activité */
    {"it", "bilita", "bilità", 2}, /* stabilità */
    {"it", "ivita", "ività", 2},   /* attività */
};

static int compare_form(const void *key, const void *item) {
    return strcmp(key, ((const struct irregular *)item)->form);
}

/* The longest form of the table, and no more than stems. */
enum { LONGEST_FORM = 15 };

static struct slice find_irregular(struct slice folded) {
    char form[LONGEST_FORM + 1];
    if (folded.length > LONGEST_FORM)
        return folded;
    memcpy(form, folded.data, folded.length);
    form[folded.length] = '\0';
    const struct irregular *found =
        bsearch(form, irregular_forms, sizeof irregular_forms / sizeof *irregular_forms,
                sizeof *irregular_forms, compare_form);
    return found ? slice_of(found->regular) : folded;
}

struct slice regular_form(const struct token_language *language, struct slice folded, char *room) {
    struct slice form = language == &token_english ? find_irregular(folded) : folded;
    if (form.data != folded.data)
        return form;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct slice ending = slice_of(endings[i].ending);
        size_t before = folded.length - ending.length;
        if (folded.length < ending.length + endings[i].least ||
            memcmp(folded.data + before, ending.data, ending.length) != 0 ||
            strcmp(endings[i].language, language->code) != 0)
            continue;
        size_t length = strlen(endings[i].regular);
        memcpy(room, folded.data, before);
        memcpy(room + before, endings[i].regular, length);
        return slice_make(room, before + length);
    }
    return folded;
}
