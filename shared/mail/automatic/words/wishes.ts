/**
 * What people need, or say does not work: a robot speaks of whom to turn to, and of nothing else that is to be done. No word that
 * absences have as well: `if you need help`, `potete contattare`.
 */
export const WISHES = [
  // English
  ...['i need', 'we need', 'please fix', 'please repair', 'please set', 'please install', 'please add'],
  ...['please remove', 'please put', 'please switch', 'please turn', 'please stop', 'please disable'],
  ...['please enable', 'please change', 'please update', 'please reset', 'please restart', 'please create'],
  ...['please delete', 'please cancel', 'please order', 'please look'],
  ...['please check', 'please make sure', 'please unlock', 'please block', 'does not work'],
  ...["doesn't work", 'do not work', 'is not working', "isn't working", 'stopped working', 'is down', 'is broken'],
  ...['has failed', 'does not start', 'cannot log', "can't log", 'wrong dates', 'must be', 'has to be'],
  // German
  ...['ich brauche', 'wir brauchen', 'ich benötige', 'wir benötigen', 'hätte gern', 'hätten gern'],
  ...['brauche ich', 'brauchen wir', 'benötige ich', 'geht nicht', 'gehen nicht'],
  ...['funktioniert nicht', 'funktionieren nicht', 'läuft nicht', 'startet nicht', 'kaputt', 'ist defekt'],
  ...[
    'ausgefallen',
    'steht still',
    'bitte reparieren',
    'bitte beheben',
    'bitte richten sie mir',
    'bitte richten sie eine',
    'bitte stellen',
  ],
  ...['bitte schalten', 'bitte sperren', 'bitte löschen', 'bitte ändern', 'bitte einrichten', 'bitte prüfen'],
  ...['einzurichten'],
  // French
  ...["j'ai besoin", 'nous avons besoin', 'il nous faut', 'il me faut', 'ne marche p', 'ne fonctionne p', 'en panne'],
  ...['ne démarre p', 'est bloqué', 'merci de corriger', 'merci de désactiver', 'merci de réparer'],
  ...['merci de modifier', 'merci de supprimer', 'merci de configurer', 'veuillez corriger', 'veuillez désactiver'],
  ...['veuillez réparer', 'mettre en place', 'je voudrais', 'nous voudrions', 'je souhaite', 'nous souhaitons'],
  // Italian
  ...['ho bisogno', 'abbiamo bisogno', 'mi serve', 'ci serve', 'mi servono', 'ci servono', 'dovete intervenire'],
  ...['dovete sistemare', 'non funziona', 'non parte', 'non va più', 'è ferma', 'è fermo', 'sono fermi', 'è bloccat'],
  ...['è guast', 'si è rotto', 'si è rotta', 'sistematel', 'sistemate', 'risolvete', 'intervenite', 'spegnete'],
  ...['accendete', 'disattivate', 'attivate ', 'va disattivat', 'va attivat', 'va sistemat', 'va riparat'],
  ...['riparate', 'cambiate', 'aggiornate', 'cancellate', 'installate', 'impostate', 'vorrei', 'vorremmo'],
  ...['non riesco'],
  // Spanish, Portuguese, Catalan
  ...['necesito', 'necesitamos', 'quisiera', 'no funciona', 'no arranca', 'está caído', 'está caída'],
  ...['está roto', 'arreglen', 'arréglenlo', 'desactiven', 'reparen', 'hay que', 'preciso de', 'precisamos'],
  ...['não funciona', 'não arranca', 'está avariad', 'gostaria', 'necessito'],
  // Dutch, Scandinavian, Polish, Czech
  ...['ik heb nodig', 'wij hebben nodig', 'werkt niet', 'doet het niet', 'is kapot', 'ligt plat', 'fungerar inte'],
  ...['virker ikke', 'fungerer ikke', 'vi behöver', 'vi har brug for', 'ei toimi', 'nie działa', 'potrzebuję'],
  ...['nefunguje', 'potřebuji', 'potřebujeme', 'не работает', 'nem működik', 'nu funcționează', 'çalışmıyor'],
  ...['動きません', '不能用'],
];
