/* stop_words.c - words so common that they tell nothing about a passage, and whose they are.
 *
 * Layer: token. Kept short: articles, pronouns, prepositions, auxiliaries, question words, and what
 * an apostrophe leaves over ("what's", "don't", "l'os"). Words that may carry clinical meaning (no,
 * not, without, after, before, under, again, more; sin, ohne, sans, bez ...) stay in the query. In
 * folded form. The same words tell languages apart.
 */
#include "token/token_private.h"

#include <endian.h>

/* A table to be read by the word. clang-format would give each a line. */
/* clang-format off */
/* In byte order. */
static const struct stop_word {
    char word[12];
    unsigned languages;
} stop_words[] = {
    {"a", EN | ES | FR | PL | IT | PT}, {"aan", NL}, {"aber", DE}, {"about", EN}, {"aby", PL},
    {"ad", IT}, {"afin", FR}, {"agli", IT}, {"ai", FR | IT}, {"ainsi", FR}, {"al", ES | IT | NL},
    {"albo", PL}, {"ale", PL}, {"algo", ES}, {"algun", ES}, {"alguna", ES}, {"algunas", ES},
    {"alguno", ES}, {"algunos", ES}, {"alla", IT}, {"alle", DE | IT}, {"allem", DE}, {"allen", DE},
    {"aller", DE}, {"alles", DE}, {"allo", IT}, {"alors", FR}, {"als", DE | NL}, {"also", DE},
    {"am", EN | DE}, {"an", EN | DE}, {"anche", IT}, {"and", EN}, {"ander", DE},
    {"andere", DE | NL}, {"anderem", DE}, {"anderen", DE}, {"anderer", DE}, {"anderes", DE},
    {"ante", ES}, {"any", EN}, {"ao", PT}, {"aos", PT}, {"aquel", ES}, {"aquela", PT},
    {"aquelas", PT}, {"aquele", PT}, {"aqueles", PT}, {"aquella", ES}, {"aquellas", ES},
    {"aquello", ES}, {"aquellos", ES}, {"aquilo", PT}, {"are", EN}, {"as", EN | PT}, {"asi", ES},
    {"at", EN}, {"ate", PT}, {"au", FR}, {"auch", DE}, {"aucun", FR}, {"auf", DE}, {"aun", ES},
    {"aunque", ES}, {"aus", DE}, {"aussi", FR}, {"autre", FR}, {"autres", FR}, {"aux", FR},
    {"avait", FR}, {"avec", FR}, {"avere", IT}, {"aveva", IT}, {"avez", FR}, {"avoir", FR},
    {"avons", FR}, {"az", PL}, {"bardzo", PL}, {"be", EN}, {"because", EN}, {"been", EN},
    {"bei", DE}, {"beim", DE}, {"being", EN}, {"ben", NL}, {"bij", NL}, {"bin", DE}, {"bis", DE},
    {"bist", DE}, {"bo", PL}, {"both", EN}, {"but", EN}, {"by", EN}, {"byc", PL}, {"byl", PL},
    {"byla", PL}, {"bylo", PL}, {"byly", PL}, {"bym", PL}, {"c", FR | IT}, {"ca", FR},
    {"cada", ES | PT}, {"can", EN}, {"car", FR}, {"ce", FR}, {"ceci", FR}, {"cela", FR},
    {"celle", FR}, {"celles", FR}, {"celui", FR}, {"ces", FR}, {"cet", FR}, {"cette", FR},
    {"ceux", FR}, {"chaque", FR}, {"che", IT}, {"chez", FR}, {"chi", IT}, {"ci", FR | PL | IT},
    {"cie", PL}, {"cioe", IT}, {"co", PL}, {"com", PT}, {"come", IT}, {"comme", FR},
    {"comment", FR}, {"como", ES | PT}, {"con", ES | IT}, {"cosa", IT}, {"could", EN}, {"cual", ES},
    {"cuales", ES}, {"cuando", ES}, {"cui", IT}, {"czy", PL}, {"czyli", PL}, {"d", EN | FR},
    {"da", DE | IT | PT}, {"daar", NL}, {"dagli", IT}, {"dai", IT}, {"dal", IT}, {"dalla", IT},
    {"dalle", IT}, {"dallo", IT}, {"damit", DE}, {"dan", NL}, {"dann", DE}, {"dans", FR},
    {"das", DE | PT}, {"dass", DE}, {"dat", NL}, {"de", ES | FR | PT | NL}, {"degli", IT},
    {"dei", IT}, {"dein", DE}, {"deine", DE}, {"del", ES | IT}, {"dela", PT}, {"dele", PT},
    {"deles", PT}, {"dell", IT}, {"della", IT}, {"delle", IT}, {"dello", IT}, {"dem", DE},
    {"den", DE}, {"denn", DE}, {"der", DE | NL}, {"des", DE | FR}, {"desde", ES}, {"dessen", DE},
    {"deze", NL}, {"di", IT}, {"dich", DE}, {"did", EN}, {"die", DE | NL}, {"dies", DE},
    {"diese", DE}, {"diesem", DE}, {"diesen", DE}, {"dieser", DE}, {"dieses", DE}, {"dir", DE},
    {"dit", NL}, {"dla", PL}, {"do", EN | PL | PT}, {"doch", DE | NL}, {"does", EN}, {"doing", EN},
    {"donc", FR}, {"donde", ES}, {"dont", FR}, {"door", NL}, {"dort", DE}, {"dove", IT},
    {"du", DE | FR}, {"durante", ES}, {"durch", DE}, {"during", EN}, {"dus", NL},
    {"e", ES | IT | PT}, {"each", EN}, {"ed", IT}, {"een", NL}, {"eens", NL}, {"ein", DE},
    {"eine", DE}, {"einem", DE}, {"einen", DE}, {"einer", DE}, {"eines", DE}, {"el", ES},
    {"ela", PT}, {"elas", PT}, {"ele", PT}, {"eles", PT}, {"ella", ES}, {"ellas", ES}, {"elle", FR},
    {"elles", FR}, {"ello", ES}, {"ellos", ES}, {"em", PT}, {"en", ES | FR | NL}, {"encore", FR},
    {"entre", ES | FR | PT}, {"er", DE | NL}, {"era", ES | IT | PT}, {"eram", PT}, {"eran", ES},
    {"erano", IT}, {"eres", ES}, {"es", ES | DE}, {"esa", ES}, {"esas", ES}, {"ese", ES},
    {"eso", ES}, {"esos", ES}, {"essa", PT}, {"essas", PT}, {"esse", PT}, {"essere", IT},
    {"esses", PT}, {"est", FR}, {"esta", ES | PT}, {"estaba", ES}, {"estan", ES}, {"estao", PT},
    {"estar", ES}, {"estas", ES | PT}, {"estava", PT}, {"este", ES | PT}, {"estes", PT},
    {"esto", ES}, {"estos", ES}, {"estou", PT}, {"estoy", ES}, {"et", FR}, {"etaient", FR},
    {"etait", FR}, {"etant", FR}, {"etc", FR}, {"ete", FR}, {"etes", FR}, {"etre", FR},
    {"etwas", DE}, {"eu", FR | PT}, {"euch", DE}, {"eux", FR}, {"fait", FR}, {"foi", PT},
    {"font", FR}, {"for", EN}, {"foram", PT}, {"fra", IT}, {"from", EN}, {"fue", ES},
    {"fueron", ES}, {"fur", DE}, {"furent", FR}, {"fut", FR}, {"gdy", PL}, {"gdyz", PL},
    {"gdzie", PL}, {"ge", NL}, {"gli", IT}, {"go", PL}, {"ha", ES | IT | PT}, {"haar", NL},
    {"habe", DE}, {"haben", DE}, {"haber", ES}, {"habia", ES}, {"had", EN | NL}, {"hai", IT},
    {"han", ES}, {"hanno", IT}, {"has", EN | ES}, {"hasta", ES}, {"hat", DE}, {"hatte", DE},
    {"hatten", DE}, {"have", EN}, {"having", EN}, {"hay", ES}, {"he", EN | ES}, {"heb", NL},
    {"hebben", NL}, {"heeft", NL}, {"hem", NL}, {"her", EN}, {"here", EN}, {"hers", EN},
    {"herself", EN}, {"het", NL}, {"hier", DE | NL}, {"hij", NL}, {"him", EN}, {"himself", EN},
    {"his", EN}, {"ho", IT}, {"hoe", NL}, {"how", EN}, {"hun", NL}, {"i", EN | PL | IT},
    {"ich", DE | PL}, {"ici", FR}, {"if", EN}, {"ihm", DE}, {"ihn", DE}, {"ihnen", DE}, {"ihr", DE},
    {"ihre", DE}, {"ihrem", DE}, {"ihren", DE}, {"ihrer", DE}, {"ik", NL}, {"il", FR | IT},
    {"ile", PL}, {"ils", FR}, {"im", DE | PL}, {"in", EN | DE | IT | NL}, {"inne", PL},
    {"inny", PL}, {"innych", PL}, {"ins", DE}, {"into", EN}, {"io", IT}, {"is", EN | NL},
    {"isso", PT}, {"ist", DE}, {"isto", PT}, {"it", EN}, {"its", EN}, {"itself", EN}, {"iz", PL},
    {"j", FR}, {"ja", PL | PT | NL}, {"jak", PL}, {"jaka", PL}, {"jakie", PL}, {"jako", PL},
    {"je", FR | NL}, {"jede", DE}, {"jedem", DE}, {"jeden", DE}, {"jeder", DE}, {"jedes", DE},
    {"jednak", PL}, {"jednym", PL}, {"jego", PL}, {"jej", PL}, {"jemu", PL}, {"jesli", PL},
    {"jest", PL}, {"jestem", PL}, {"jetzt", DE}, {"jezeli", PL}, {"jij", NL}, {"jou", NL},
    {"jouw", NL}, {"jullie", NL}, {"juz", PL}, {"kan", NL}, {"kann", DE}, {"kiedy", PL},
    {"konnen", DE}, {"konnte", DE}, {"kto", PL}, {"ktora", PL}, {"ktore", PL}, {"ktorego", PL},
    {"ktorej", PL}, {"ktory", PL}, {"ktorych", PL}, {"ktorym", PL}, {"ktorzy", PL}, {"kunnen", NL},
    {"l", FR | IT}, {"la", ES | FR | IT | PT}, {"las", ES}, {"le", ES | FR | IT}, {"lecz", PL},
    {"lei", IT}, {"les", ES | FR}, {"leur", FR}, {"leurs", FR}, {"lhe", PT}, {"lhes", PT},
    {"li", IT}, {"ll", EN}, {"lo", ES | IT}, {"loro", IT}, {"lors", FR}, {"lorsque", FR},
    {"los", ES}, {"lub", PL}, {"lui", FR | IT}, {"m", EN | FR}, {"ma", FR | PL | IT}, {"maar", NL},
    {"mais", FR | PT}, {"maja", PL}, {"mam", PL}, {"man", DE}, {"manche", DE}, {"mas", PT},
    {"may", EN}, {"me", EN | ES | FR | PT | NL}, {"mein", DE}, {"meine", DE}, {"meme", FR},
    {"memes", FR}, {"men", NL}, {"mes", FR}, {"mesmo", PT}, {"met", NL}, {"meu", PT}, {"meus", PT},
    {"mi", ES | PL | IT}, {"mia", IT}, {"mich", DE}, {"mie", IT}, {"miei", IT}, {"might", EN},
    {"mij", NL}, {"mijn", NL}, {"minha", PT}, {"minhas", PT}, {"mio", IT}, {"mir", DE}, {"mis", ES},
    {"mit", DE}, {"mnie", PL}, {"moet", NL}, {"moeten", NL}, {"moga", PL}, {"moi", FR}, {"moj", PL},
    {"moja", PL}, {"moje", PL}, {"mon", FR}, {"moze", PL}, {"mozna", PL}, {"mucho", ES},
    {"muito", PT}, {"must", EN}, {"muy", ES}, {"my", EN | PL}, {"myself", EN}, {"n", FR},
    {"na", PL | PT | NL}, {"naar", NL}, {"nach", DE}, {"nad", PL}, {"nam", PL}, {"nas", PL | PT},
    {"nasz", PL}, {"nasza", PL}, {"nasze", PL}, {"ne", FR | IT}, {"negli", IT}, {"nei", IT},
    {"nel", IT}, {"nell", IT}, {"nella", IT}, {"nelle", IT}, {"nello", IT}, {"nem", PT},
    {"nia", PL}, {"nich", PL}, {"nim", PL}, {"niz", PL}, {"no", PT}, {"noch", DE}, {"nog", NL},
    {"noi", IT}, {"nos", ES | FR | PT}, {"nosotros", ES}, {"nossa", PT}, {"nosso", PT},
    {"nostra", IT}, {"nostro", IT}, {"notre", FR}, {"nous", FR}, {"nu", NL}, {"nuestra", ES},
    {"nuestras", ES}, {"nuestro", ES}, {"nuestros", ES}, {"num", PT}, {"numa", PT}, {"nun", DE},
    {"nur", DE}, {"o", ES | PL | IT | PT}, {"ob", DE}, {"od", PL}, {"oder", DE}, {"of", EN | NL},
    {"ogni", IT}, {"ok", EN}, {"okay", EN}, {"om", NL}, {"omdat", NL}, {"on", EN | FR | PL},
    {"ona", PL}, {"one", PL}, {"oni", PL}, {"ono", PL}, {"ons", NL}, {"ont", FR}, {"onze", NL},
    {"ook", NL}, {"op", NL}, {"or", EN | FR}, {"oraz", PL}, {"os", ES | PT}, {"otra", ES},
    {"otras", ES}, {"otro", ES}, {"otros", ES}, {"ou", FR | PT}, {"ought", EN}, {"our", EN},
    {"ours", EN}, {"ourselves", EN}, {"over", NL}, {"own", EN}, {"pan", PL}, {"pani", PL},
    {"par", FR}, {"para", ES | PT}, {"parce", FR}, {"pela", PT}, {"pelas", PT}, {"pelo", PT},
    {"pelos", PT}, {"per", IT}, {"perche", IT}, {"pero", ES}, {"peut", FR}, {"peuvent", FR},
    {"please", EN}, {"pod", PL}, {"pode", PT}, {"podem", PT}, {"poi", IT}, {"poniewaz", PL},
    {"por", ES | PT}, {"porque", ES | PT}, {"pour", FR}, {"pourquoi", FR}, {"przez", PL},
    {"przy", PL}, {"puede", ES}, {"pueden", ES}, {"pues", ES}, {"puis", FR}, {"puo", IT},
    {"qu", FR}, {"qual", PT}, {"quale", IT}, {"quali", IT}, {"quand", FR}, {"quando", IT | PT},
    {"quanto", IT}, {"que", ES | FR | PT}, {"quel", FR}, {"quella", IT}, {"quelle", FR | IT},
    {"quelles", FR}, {"quelli", IT}, {"quello", IT}, {"quels", FR}, {"quem", PT}, {"questa", IT},
    {"queste", IT}, {"questi", IT}, {"questo", IT}, {"qui", FR | IT}, {"quien", ES},
    {"quienes", ES}, {"quoi", FR}, {"razem", PL}, {"re", EN}, {"s", EN | FR}, {"sa", FR | PL},
    {"sam", PL}, {"same", EN}, {"sao", PT}, {"se", ES | FR | IT | PT}, {"sea", ES}, {"sean", ES},
    {"segun", ES}, {"sehr", DE}, {"sei", IT}, {"sein", DE}, {"seine", DE}, {"seinem", DE},
    {"seinen", DE}, {"seiner", DE}, {"seja", PT}, {"ser", ES | PT}, {"sera", FR}, {"seront", FR},
    {"ses", FR}, {"seu", PT}, {"seus", PT}, {"shall", EN}, {"she", EN}, {"should", EN},
    {"si", ES | FR | IT}, {"sia", IT}, {"siamo", IT}, {"sich", DE}, {"sido", ES}, {"sie", DE | PL},
    {"sind", DE}, {"so", EN | DE | PT}, {"sobre", ES}, {"sois", FR}, {"soit", FR}, {"solche", DE},
    {"soll", DE}, {"sollen", DE}, {"sollte", DE}, {"some", EN}, {"sommes", FR}, {"son", ES | FR},
    {"sondern", DE}, {"sono", IT}, {"sonst", DE}, {"sont", FR}, {"sowie", DE}, {"soy", ES},
    {"sta", IT}, {"stato", IT}, {"su", ES | IT}, {"sua", IT | PT}, {"suas", PT}, {"such", EN},
    {"sue", IT}, {"sugli", IT}, {"sui", IT}, {"sul", IT}, {"sull", IT}, {"sulla", IT},
    {"sulle", IT}, {"suo", IT}, {"suoi", IT}, {"sur", FR}, {"sus", ES}, {"suya", ES}, {"suyo", ES},
    {"t", EN | FR}, {"ta", FR | PL}, {"tak", PL}, {"taka", PL}, {"taki", PL}, {"takie", PL},
    {"takze", PL}, {"tal", ES}, {"tam", PL}, {"tambem", PT}, {"tambien", ES},
    {"te", ES | FR | PL | IT | PT | NL}, {"tego", PL}, {"tej", PL}, {"tem", PT}, {"ten", PL},
    {"tendo", PT}, {"ter", PT}, {"teraz", PL}, {"tes", FR}, {"teu", PT}, {"teve", PT}, {"than", EN},
    {"that", EN}, {"the", EN}, {"their", EN}, {"theirs", EN}, {"them", EN}, {"themselves", EN},
    {"then", EN}, {"there", EN}, {"these", EN}, {"they", EN}, {"this", EN}, {"those", EN},
    {"ti", IT}, {"tiene", ES}, {"tienen", ES}, {"till", EN}, {"tinha", PT}, {"to", EN | PL},
    {"tobie", PL}, {"toen", NL}, {"toi", FR}, {"ton", FR}, {"too", EN}, {"tot", NL}, {"tous", FR},
    {"tout", FR}, {"toute", FR}, {"toutes", FR}, {"tra", IT}, {"tres", FR},
    {"tu", ES | FR | PL | IT | PT}, {"tua", IT | PT}, {"tue", IT}, {"tuo", IT}, {"tuoi", IT},
    {"tus", ES}, {"tutti", IT}, {"tutto", IT}, {"twoj", PL}, {"twoja", PL}, {"twoje", PL},
    {"ty", PL}, {"tych", PL}, {"tylko", PL}, {"tym", PL}, {"u", ES | PL | NL}, {"uber", DE},
    {"uit", NL}, {"um", DE | PT}, {"uma", PT}, {"umas", PT}, {"un", ES | FR | IT}, {"una", ES | IT},
    {"unas", ES}, {"und", DE}, {"une", FR}, {"uno", ES | IT}, {"unos", ES}, {"uns", DE | PT},
    {"unser", DE}, {"unsere", DE}, {"until", EN}, {"us", EN}, {"usted", ES}, {"ustedes", ES},
    {"uw", NL}, {"van", NL}, {"ve", EN}, {"veel", NL}, {"vers", FR}, {"very", EN}, {"vi", IT},
    {"viel", DE}, {"voce", PT}, {"voces", PT}, {"voi", IT}, {"vom", DE}, {"von", DE}, {"voor", NL},
    {"vor", DE}, {"vos", FR}, {"votre", FR}, {"vous", FR}, {"w", PL}, {"want", NL}, {"war", DE},
    {"waren", DE | NL}, {"warum", DE}, {"was", EN | DE | PL | NL}, {"wasz", PL}, {"wat", NL},
    {"we", EN | PL | NL}, {"weil", DE}, {"wel", NL}, {"welche", DE}, {"welchem", DE},
    {"welchen", DE}, {"welcher", DE}, {"welches", DE}, {"wenn", DE}, {"wer", DE}, {"werd", NL},
    {"werde", DE}, {"werden", DE}, {"were", EN}, {"what", EN}, {"when", EN}, {"where", EN},
    {"which", EN}, {"while", EN}, {"who", EN}, {"whom", EN}, {"whose", EN}, {"why", EN},
    {"wie", DE | NL}, {"wiec", PL}, {"wij", NL}, {"wil", NL}, {"will", EN | DE}, {"wir", DE},
    {"wird", DE}, {"with", EN}, {"wo", DE}, {"worden", NL}, {"wordt", NL}, {"would", EN},
    {"wszystko", PL}, {"wurde", DE}, {"wurden", DE}, {"wy", PL}, {"y", ES | FR}, {"ya", ES},
    {"yo", ES}, {"you", EN}, {"your", EN}, {"yours", EN}, {"yourself", EN}, {"yourselves", EN},
    {"z", PL}, {"za", PL}, {"zal", NL}, {"ze", PL | NL}, {"zeby", PL}, {"zelf", NL}, {"zich", NL},
    {"zij", NL}, {"zijn", NL}, {"zo", NL}, {"zou", NL}, {"zu", DE}, {"zum", DE}, {"zur", DE},
    {"zwar", DE}, {"zwischen", DE},
};
/* clang-format on */

/* The first eight bytes as a number that compares as they do: nearly all that is to be compared. */
static uint64_t beginning_of(const char *padded) {
    uint64_t bytes;
    memcpy(&bytes, padded, sizeof bytes);
    return be64toh(bytes);
}

unsigned stop_word_languages(struct slice folded) {
    char padded[sizeof stop_words[0].word] = {0};
    if (folded.length >= sizeof padded || folded.length == 0)
        return 0;
    memcpy(padded, folded.data, folded.length);
    uint64_t beginning = beginning_of(padded);
    size_t low = 0, high = sizeof stop_words / sizeof *stop_words;
    while (low < high) { /* the first word that does not begin before it */
        size_t middle = low + (high - low) / 2;
        if (beginning_of(stop_words[middle].word) < beginning)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < sizeof stop_words / sizeof *stop_words; low++) {
        if (memcmp(stop_words[low].word, padded, sizeof padded) == 0)
            return stop_words[low].languages;
        if (beginning_of(stop_words[low].word) != beginning)
            break;
    }
    return 0;
}
