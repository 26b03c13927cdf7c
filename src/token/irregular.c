/* irregular.c - English forms that clinicians meet and the stemmer can't know.
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

/* Endings that are always so; least: bytes before the ending. */
static const struct ending {
    const char *ending, *regular;
    size_t least;
} endings[] = {
    {"omata", "oma", 2},     /* granulomata */
    {"itides", "itis", 2},   /* arthritides */
    {"physes", "physis", 2}, /* epiphyses */
    {"theses", "thesis", 2}, /* prostheses */
    {"ae", "a", 3},          /* bursae, fasciae, vertebrae */
};

static int compare_form(const void *key, const void *item) {
    return strcmp(key, ((const struct irregular *)item)->form);
}

/* The longest form of the table, and no more than stems. */
enum { LONGEST_FORM = 15 };

struct slice english_regular_form(struct slice folded, char *room) {
    if (folded.length <= LONGEST_FORM) {
        char form[LONGEST_FORM + 1];
        memcpy(form, folded.data, folded.length);
        form[folded.length] = '\0';
        const struct irregular *found =
            bsearch(form, irregular_forms, sizeof irregular_forms / sizeof *irregular_forms,
                    sizeof *irregular_forms, compare_form);
        if (found)
            return slice_of(found->regular);
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        struct slice ending = slice_of(endings[i].ending);
        size_t before = folded.length - ending.length;
        if (folded.length < ending.length + endings[i].least ||
            memcmp(folded.data + before, ending.data, ending.length) != 0)
            continue;
        size_t length = strlen(endings[i].regular);
        memcpy(room, folded.data, before);
        memcpy(room + before, endings[i].regular, length);
        return slice_make(room, before + length);
    }
    return folded;
}
