version-typing = being typed
