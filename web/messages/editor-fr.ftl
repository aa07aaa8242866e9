version-typing = en cours de saisie
