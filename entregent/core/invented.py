"""The words that invented subjects and messages are made of."""

WORDS = """
abattement absence accident accord accueil acompte acte activité affectation affiliation agenda agrément aide
ajustement alerte allocation ancienneté annonce annulation anomalie apprenti apprentissage archive arrondi arrêt arrêté
article assiette assistance assurance attribution audit auxiliaire avance avancement avantage avis avoir base bilan
blocage bordereau budget bureau bénéficiaire cabinet cadre caisse calcul calendrier campagne candidat capital carence
certification chantier chapitre charge chômage classement clause clé code cofinancement collectivité comité commande
commission communication compensation complément comptabilité compteur concession connexion conseil consigne
consolidation contentieux contrat contrôle convention conversion convocation copie correction cotisation coupure
courrier couverture créance cumul curseur cycle dette devis diagnostic différentiel diplôme direction directive
dispense disponibilité dispositif distribution domicile donnée dossier doublon droit durée débit décalage décharge
décision déclaration décompte défraiement dégrèvement délai délibération délégation démission départ dépassement
dépense déplacement dérogation désignation effectif embauche emploi emprunt encaissement enquête enregistrement
enveloppe envoi erreur espace excédent export extraction extrait famille fermeture fichier fin financement fiscalité
fonds forfait formation formulaire fournisseur fraction frais franchise fusion gel gestionnaire grade graphique groupe
grève guichet guide handicap heure honoraires horaire hospitalisation identifiant identité immobilisation impayé import
imposition impression imprimante imputation impôt index indicateur indice indisponibilité inscription inspection
installation interruption intervention intégration intéressement intérim intérêt inventaire invitation jour journal
journée jugement justificatif lancement lecture lettre levée licence ligne liste logement lot maintien majoration
maladie mandatement manuel marché maternité matricule mensualité mention message mesure mise mission mobilité module
modèle monnaie montant motif mouvement mutation mutuelle médecine nationalité net niveau nomenclature norme notation
note notice nuit objet obligation officier offre opposition option organigramme organisme orientation origine outil
ouverture page paiement panier paramètre paramétrage parcours parité partage participation passage paternité patrimoine
pause pension permission permutation personnel perte planning poste pourcentage prestation prime prise programme projet
prolongation promotion protection prothèse préavis précision prélèvement présence prévoyance prêt publication période
qualification quittance quota quotité rachat radiation raison rappel rapprochement ratification rattachement recette
reclassement recouvrement redevance redéploiement refus registre rejet relance reliquat remboursement remise
remplacement remplaçant renfort repas report repos représentant requête responsable restitution retard retenue retraite
revalorisation revenu roulement rupture règlement récupération rédaction réduction référence référentiel régie
régularisation réintégration rémunération répartition réseau réserve résidence résiliation rétroactivité révision
saisie saisonnier salaire salarié sanction secteur section service signalement signature site situation siège solde
solidarité sortie soumission sous-traitance stagiaire statistique statut subrogation subvention succession suppression
surveillance suspension synthèse système séjour tableau tarif taux temps territoire texte timbre titre titularisation
traitement transfert transmission transport travail trimestre trésorerie tutelle type télétravail usage usager vacance
vacataire valeur validation variable variation versement version veuvage virement visa visite voirie volume vote
vérification âge écart échelle échelon échéance école écran écriture élève élément étape état étiquette
""".split()  # noqa: SIM905 (read by eye)
