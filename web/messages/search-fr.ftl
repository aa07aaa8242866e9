# La recherche dans le journal.
search-apply = Appliquer
search-archive = Le journal de chaque jour
search-archive-what = Si vous vous rappelez la date plutôt que les mots
search-building = L’index de recherche est en construction : pas encore de résultats. Réessayez dans quelques minutes ou parcourez les archives.
search-by-date = Par date
search-by-relevance = Par pertinence
search-by-writer = par { $name }
search-count =
    { $n ->
        [0] Aucun résultat
        [one] { $n } résultat
       *[other] { $n } résultats
    }
search-cut = Le texte saisi est trop long : seul son début a été cherché, jusqu’à 20 mots.
search-dates = Entre deux dates
search-day-after-month = { $month } finit le { $day } : cette limite n’a pas été appliquée.
search-day-before-first = La fin précède le début : aucune des deux dates n’a été appliquée.
search-day-unknown = Cette date n’a pas été comprise et n’a pas été appliquée. Écrivez par exemple : 3 septembre 2016 ou 2016-09-03.
search-example-exclude = eau -barrage
search-example-field = auteur:Salma
search-example-phrase = « cessez-le-feu durable »
search-field = Mots à chercher
search-from = Du
search-help-exclude = le premier mot sans le second
search-help-field = d’un auteur ; de même « rubrique: » et « titre: »
search-help-forms = Écrivez les mots comme ils viennent : toutes leurs formes sont trouvées.
search-help-phrase = l’expression telle quelle
search-in-section = dans { $name }
search-in-year = en { $name }
search-lift = Enlever la limite :
search-mean = Vouliez-vous dire
search-mean-these = Voici ces résultats ; « { $word } » n’apparaît nulle part dans le journal.
search-mean-end =  ?
search-more = Autres résultats
search-narrow = Affiner
search-near-topics = Thèmes proches
search-no-words = Aucun mot dans ce texte. Écrivez au moins un mot.
search-none = Aucun résultat pour « { $words } »
search-only-exclusions = Il n’y a que des mots à exclure. Ajoutez un mot à chercher.
search-order = Ordre
search-pages = Pages de résultats
search-partial = Articles avec la plupart des mots
search-people = Personnes
search-results = Résultats de la recherche
search-sections = Rubrique
search-since-day = depuis le { $name }
search-span = du { $from } au { $until }
search-submit = Chercher
search-suggestions = Suggestions
search-threads = Dossiers
search-title = Recherche
search-title-of = { $words } · Recherche
search-description = Recherche dans tout ce que { $name } a publié, sous toutes les formes des mots.
search-today = aujourd’hui
search-topics = Thème
search-topics-found = Thèmes
search-until = Au
search-until-day = jusqu’au { $name }
search-way-dropped = sans « { $word } »
search-way-everywhere = Dans tout le journal
search-way-lifted = sans les limites : { $names }
search-way-respelled = Vouliez-vous dire ce mot ?
search-ways = Que faire
search-writers = Auteur
search-years = Année

# Why a story is related to another.
related-why-one = Sur le même sujet : « { $what } »
related-why-two = Sur les mêmes sujets : « { $what } » et « { $other } »
related-why-section = De la même rubrique

# The search among comments, at the desk.
comments-search = Chercher dans les commentaires
comments-search-none = Aucun commentaire ne contient ces mots.
comments-search-no-words = Écrivez au moins un mot.
comments-search-building = L’index des commentaires est en construction. Réessayez dans un instant.
