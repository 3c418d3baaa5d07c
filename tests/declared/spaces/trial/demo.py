from entregent.dossiers.models import Dossier
from entregent.people.demonstration import Known
from entregent.people.models import Party, Role
from entregent.people.teller import Teller
from entregent.people.viewer import Viewer
from entregent.spaces.trial.models import Note

CAST = (Known("redacteur@demo.example", "Écrit des notes"), Known("lectrice@demo.example", "Lit les siennes"))


def tell(teller: Teller) -> None:
    house = teller.found("Essai", "essai", spaces=["trial"])
    roles = {role.key: role for role in Role.objects.unscoped("telling the demonstration").filter(house=house)}
    writer = Viewer.wearing(teller.join(roles["worker"], CAST[0].email, first_name="Rémi", last_name="Dacteur"))
    for name in ("Mine", "Autre"):
        party = Party(house=house, name=f"Client {name}")
        party.save()
        Note(dossier=Dossier.open(party, "trial", by=writer), text=f"Note {name}").write(by=writer)
        if name == "Mine":
            teller.join(roles["client"], CAST[1].email, party=party, first_name="Lou", last_name="Lectrice")
