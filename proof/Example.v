(** A small shop: what the theorems speak of exists, and happens. *)

From Coq Require Import Bool List Arith Lia.
From Trapeze Require Import Labels Store Programs Semantics Observer Unwinding Noninterference.
Import ListNotations.

(** public < client(id) < owner, in the free lattice over these atoms. *)
Inductive atom := Public | Client (id : nat) | Owner.

Definition atom_le (x y : atom) : bool :=
  match x, y with Public, _ => true | Client a, Client b => a =? b | Client _, Owner => true | Owner, Owner => true | _, _ => false end.

Lemma atom_le_refl : forall x, atom_le x x = true.
Proof. destruct x; simpl; auto using Nat.eqb_refl. Qed.

Lemma atom_le_trans : forall x y z, atom_le x y = true -> atom_le y z = true -> atom_le x z = true.
Proof. destruct x, y, z; simpl; try discriminate; auto; rewrite !Nat.eqb_eq; congruence. Qed.

#[export] Instance shop_formulas : Formulas := free_lattice atom atom_le atom_le_refl atom_le_trans.

Definition of_atom (x : atom) : label := ([[x]], []).
Definition alice : label := of_atom (Client 1).
Definition bob : label := of_atom (Client 2).
Definition owner : label := of_atom Owner.

Lemma leb_total : forall a b, (a <=? b) = true \/ (b <=? a) = true.
Proof. intros; rewrite !Nat.leb_le; lia. Qed.
Lemma leb_trans : forall a b c, (a <=? b) = true -> (b <=? c) = true -> (a <=? c) = true.
Proof. intros a b c; rewrite !Nat.leb_le; lia. Qed.
Lemma leb_antisym : forall a b, (a <=? b) = true -> (b <=? a) = true -> a = b.
Proof. intros a b; rewrite !Nat.leb_le; lia. Qed.

#[export] Instance shop_keys : Keys := {|
  key := nat; value := nat; key_le := Nat.leb;
  key_le_total := leb_total; key_le_trans := leb_trans; key_le_antisym := leb_antisym
|}.

(** One function may rise to the owner, and steals; the other tells bob, through the only declassifier, whether the secret is odd. *)
Inductive shop_function := Steal | TellBob.

#[export] Instance shop_policy : Policy := {|
  function := shop_function; channel := unit; declassifier := unit;
  channel_label := fun _ => owner; channel_answers := fun _ => owner;
  permits := fun _ _ to => flows to owner;
  declassifies_from := fun _ => owner; declassifies_to := fun _ => bob;
  declassifies_in := fun _ f => match f with TellBob => true | Steal => false end;
  declassifies_for := fun _ => []
|}.

(** Code as a tree of questions and answers, as deep as one likes, and without end if one likes. *)
CoInductive dialogue := Ask (i : instruction) (go_on : result -> dialogue) | Returned.

CoFixpoint compute_for_ever : dialogue := Ask DoCompute (fun _ => compute_for_ever).

Definition secret : key := 0.

(** Reads the secret and crashes, or never ends. *)
Definition steal : dialogue :=
  Ask (DoRaiseLabel owner) (fun _ => Ask (DoGet secret) (fun r =>
    match r with Got (Some 1) => Ask DoFail (fun _ => Returned) | _ => compute_for_ever end)).

Definition tell_bob : dialogue :=
  Ask (DoGet secret) (fun r =>
    match r with Got (Some v) => Ask (DoDeclassify tt v (ToTable 1)) (fun _ => Returned) | _ => Returned end).

#[export] Instance shop_programs : Programs := {|
  code := dialogue;
  next := fun c => match c with Ask i _ => Some i | Returned => None end;
  resume := fun c r => match c with Ask _ go_on => go_on r | Returned => Returned end;
  program := fun f => Some (fun _ _ => match f with Steal => steal | TellBob => tell_bob end);
  declassified := fun _ v => v mod 2;
  declassifies_into := fun _ k => match k with ToTable _ => true | _ => false end
|}.

(** The owner's secret lies over what alice wrote under the same key; alice asks for [Steal], the owner for [TellBob]. *)
Definition shop (bit : value) : state :=
  State (write (write [] secret 5 alice) secret bit owner) []
    [Event Steal 0 alice (Some (7, alice)); Event TellBob 0 owner None] (fun _ _ => bit).

Example two_views : get (stored_in (shop 1)) secret owner = Some 1 /\ get (stored_in (shop 1)) secret alice = Some 5 /\
  get (stored_in (shop 1)) secret bob = None.
Proof. repeat split. Qed.

Example deleted_below_stays_above : get (delete (stored_in (shop 1)) secret alice) secret owner = None /\
  get (delete (stored_in (shop 1)) secret owner) secret alice = Some 5.
Proof. repeat split. Qed.

Lemma shop_sound : forall bit, sound (shop bit).
Proof. intros bit a []. Qed.

(** Alice's request is refused the moment its activation rises, whatever the secret. *)
Example alice_is_refused : forall bit, exists t s', run (shop bit) t s' /\ observed alice t = [OnReply 7 alice ConstantRefusal].
Proof.
  intros bit; do 2 eexists; split.
  - eapply Go; [eapply Start with (before := []); reflexivity|].
    eapply Go; [eapply RaiseLabel with (before := []); split; reflexivity|]; apply Stop.
  - reflexivity.
Qed.

(** With the bit 1 the thief then crashes: it is gone; with another it runs on. The owner sees the difference. *)
Example thief_crashes : exists t s', run (shop 1) t s' /\ length t = 4 /\ activations s' = [].
Proof.
  do 2 eexists; split; [|split].
  - eapply Go; [eapply Start with (before := []); reflexivity|].
    eapply Go; [eapply RaiseLabel with (before := []); split; reflexivity|].
    eapply Go; [eapply Get with (before := []); split; reflexivity|].
    eapply Go; [eapply Fail with (before := []); split; reflexivity|]; apply Stop.
  - reflexivity.
  - reflexivity.
Qed.

(** Bob is told one bit, and that is the move that he sees. *)
Example bob_is_told : exists t s',
  run (shop 1) t s' /\ moves_of bob t = [ReleasedDown bob (ToTable 1) 1] /\ get (stored_in s') 1 bob = Some 1.
Proof.
  do 2 eexists; split; [|split].
  - eapply Go; [eapply Start with (before := [_]); reflexivity|].
    eapply Go; [eapply Get with (before := []); split; reflexivity|].
    eapply Go; [eapply Declassify with (before := []); split; reflexivity|]; apply Stop.
  - reflexivity.
  - reflexivity.
Qed.

(** No declassifier leads down to alice, so the theorem is about her: what she can see of the shop is the same with every secret. *)
Lemma no_way_down_to_alice : no_way_down alice.
Proof. intros d from H; discriminate H. Qed.

Theorem theft_shows_nothing : forall bit bit' ts, behaves alice (shop bit) ts -> behaves alice (shop bit') ts.
Proof.
  intros bit bit' ts; apply noninterference_for_ever; auto using no_way_down_to_alice, shop_sound.
  constructor; auto.
  - intros k; unfold shop, stored_in, write; now rewrite !(hidden_put_unseen _ _ _ owner).
  - intros ch H; discriminate H.
Qed.
