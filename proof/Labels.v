(** Labels: semantics §1.

    What the rules need of a policy's formulas is little: a decidable preorder with a least and a greatest element. That is the class
    [Formulas]; every theorem holds for whatever has it. Below, the formulas of the page (joins of meets of atoms, the free distributive
    lattice over the declared order) are shown to have it, and their join and meet to be what the names say. *)

From Coq Require Import Bool List.
Import ListNotations.

Class Formulas := {
  formula : Type;
  below : formula -> formula -> bool;
  below_refl : forall f, below f f = true;
  below_trans : forall f g h, below f g = true -> below g h = true -> below f h = true;
  bottom : formula;
  bottom_below : forall f, below bottom f = true;
  top : formula;
  below_top : forall f, below f top = true
}.

(** ** Labels are pairs (semantics §1): secrecy and integrity, the second ordered the other way round. *)

Section Labels.
Context {F : Formulas}.

Definition label : Type := formula * formula.
Definition secrecy (l : label) : formula := fst l.
Definition integrity (l : label) : formula := snd l.

Definition flows (l l' : label) : bool := below (secrecy l) (secrecy l') && below (integrity l') (integrity l).

Lemma flows_refl : forall l, flows l l = true.
Proof. intros [S I]; unfold flows; simpl; now rewrite !below_refl. Qed.

Lemma flows_trans : forall a b c, flows a b = true -> flows b c = true -> flows a c = true.
Proof.
  unfold flows; intros a b c H H'; apply andb_true_iff in H as [H1 H2]; apply andb_true_iff in H' as [H3 H4].
  apply andb_true_iff; split; eapply below_trans; eauto.
Qed.

(** What is above something that [l] may not see is itself not to be seen: the fact behind every check. *)
Lemma flows_hidden : forall a b l, flows a b = true -> flows a l = false -> flows b l = false.
Proof.
  intros a b l Hab Hal; destruct (flows b l) eqn:Hbl; [|reflexivity].
  rewrite (flows_trans a b l) in Hal by assumption; discriminate.
Qed.

End Labels.

Notation "a ⊑ b" := (flows a b = true) (at level 70, no associativity).
Notation "a ⋢ b" := (flows a b = false) (at level 70, no associativity).

(** ** The free distributive lattice over the declared atoms (semantics §1). *)

Section FreeLattice.
Variable atom : Type.
Variable le : atom -> atom -> bool.
Hypothesis le_refl : forall x, le x x = true.
Hypothesis le_trans : forall x y z, le x y = true -> le y z = true -> le x z = true.

(** A clause is a meet of atoms, a join of clauses is a formula. No clause is ⊥; the clause with no atom is ⊤. *)
Definition clause := list atom.
Definition clauses := list clause.

Definition clause_below (c d : clause) : bool := forallb (fun y => existsb (fun x => le x y) c) d.
Definition formula_below (f g : clauses) : bool := forallb (fun c => existsb (fun d => clause_below c d) g) f.
Definition join (f g : clauses) : clauses := f ++ g.
Definition meet (f g : clauses) : clauses := flat_map (fun c => map (fun d => c ++ d) g) f.

Lemma clause_below_spec : forall c d, clause_below c d = true <-> forall y, In y d -> exists x, In x c /\ le x y = true.
Proof.
  intros c d; unfold clause_below; rewrite forallb_forall; split; intros H y Hy.
  - apply H, existsb_exists in Hy; exact Hy.
  - apply existsb_exists, H, Hy.
Qed.

Lemma formula_below_spec : forall f g, formula_below f g = true <-> forall c, In c f -> exists d, In d g /\ clause_below c d = true.
Proof.
  intros f g; unfold formula_below; rewrite forallb_forall; split; intros H c Hc.
  - apply H, existsb_exists in Hc; exact Hc.
  - apply existsb_exists, H, Hc.
Qed.

Lemma clause_below_refl : forall c, clause_below c c = true.
Proof. intros c; apply clause_below_spec; eauto. Qed.

Lemma clause_below_trans : forall c d e, clause_below c d = true -> clause_below d e = true -> clause_below c e = true.
Proof.
  intros c d e H H'; rewrite clause_below_spec in *; intros z Hz.
  destruct (H' z Hz) as (y & Hy & Hyz); destruct (H y Hy) as (x & Hx & Hxy); eauto.
Qed.

Theorem formula_below_refl : forall f, formula_below f f = true.
Proof. intros f; apply formula_below_spec; intros c Hc; exists c; auto using clause_below_refl. Qed.

Theorem formula_below_trans : forall f g h, formula_below f g = true -> formula_below g h = true -> formula_below f h = true.
Proof.
  intros f g h H H'; rewrite formula_below_spec in *; intros c Hc.
  destruct (H c Hc) as (d & Hd & Hcd); destruct (H' d Hd) as (e & He & Hde); eauto using clause_below_trans.
Qed.

(** ⊥ has no clause, ⊤ is above every atom. *)
Theorem nothing_below : forall f, formula_below [] f = true.
Proof. reflexivity. Qed.

Theorem below_everything : forall f, formula_below f [[]] = true.
Proof. intros f; apply formula_below_spec; intros c _; exists []; split; [now left | reflexivity]. Qed.

(** F ⊔ G is the least formula above both. *)
Theorem join_least_upper_bound : forall f g h,
  formula_below (join f g) h = true <-> formula_below f h = true /\ formula_below g h = true.
Proof. intros f g h; unfold formula_below, join; rewrite forallb_app; apply andb_true_iff. Qed.

Lemma clause_below_app : forall c d e, clause_below e (c ++ d) = true <-> clause_below e c = true /\ clause_below e d = true.
Proof. intros c d e; unfold clause_below; rewrite forallb_app; apply andb_true_iff. Qed.

Lemma clause_app_below : forall c d e, clause_below c e = true \/ clause_below d e = true -> clause_below (c ++ d) e = true.
Proof.
  intros c d e H; rewrite !clause_below_spec in *; intros y Hy.
  destruct H as [H | H]; destruct (H y Hy) as (x & Hx & Hxy); exists x; split; auto; apply in_or_app; auto.
Qed.

(** F ⊓ G is the greatest formula below both. *)
Theorem meet_greatest_lower_bound : forall f g h,
  formula_below h (meet f g) = true <-> formula_below h f = true /\ formula_below h g = true.
Proof.
  intros f g h; rewrite !formula_below_spec; unfold meet; split.
  - intros H; split; intros e He; destruct (H e He) as (m & Hm & Hem);
      apply in_flat_map in Hm as (c & Hc & Hm); apply in_map_iff in Hm as (d & <- & Hd);
      apply clause_below_app in Hem as [Hec Hed]; eauto.
  - intros [Hf Hg] e He; destruct (Hf e He) as (c & Hc & Hec); destruct (Hg e He) as (d & Hd & Hed).
    exists (c ++ d); split.
    + apply in_flat_map; exists c; split; [exact Hc | now apply in_map].
    + now apply clause_below_app.
Qed.

(** The lattice is distributive: this is the half that does not hold in every lattice. *)
Theorem meet_over_join : forall f g h, formula_below (meet f (join g h)) (join (meet f g) (meet f h)) = true.
Proof.
  intros f g h; apply formula_below_spec; unfold meet, join; intros e He.
  apply in_flat_map in He as (c & Hc & He); apply in_map_iff in He as (d & <- & Hd).
  exists (c ++ d); split; [|apply clause_below_refl].
  apply in_or_app; apply in_app_or in Hd as [Hd | Hd]; [left | right]; apply in_flat_map; exists c; split; auto; now apply in_map.
Qed.

(** Named atoms keep exactly the order that the policy declares: nothing is added, nothing is lost. *)
Theorem atoms_keep_their_order : forall x y, formula_below [[x]] [[y]] = le x y.
Proof. intros x y; unfold formula_below, clause_below; simpl; now rewrite !orb_false_r, !andb_true_r. Qed.

(** Leaving out a clause that is below another one, as the canonical form does, changes nothing. *)
Theorem canonical_is_equal : forall f g c d,
  clause_below c d = true -> In d (f ++ g) ->
  formula_below (f ++ c :: g) (f ++ g) = true /\ formula_below (f ++ g) (f ++ c :: g) = true.
Proof.
  intros f g c d Hcd Hd; rewrite !formula_below_spec; split; intros e He.
  - apply in_app_or in He as [He | [He | He]]; [| subst e; eauto |];
      (exists e; split; [apply in_or_app; auto | apply clause_below_refl]).
  - exists e; split; [|apply clause_below_refl].
    apply in_or_app; apply in_app_or in He as [He | He]; simpl; auto.
Qed.

Definition free_lattice : Formulas := {|
  formula := clauses;
  below := formula_below;
  below_refl := formula_below_refl;
  below_trans := formula_below_trans;
  bottom := [];
  bottom_below := nothing_below;
  top := [[]];
  below_top := below_everything
|}.

(** The join of labels (semantics §1, §5): secrecies joined, integrities met. It is the least label above both. *)
Definition label_join (l l' : @label free_lattice) : @label free_lattice :=
  (join (fst l) (fst l'), meet (snd l) (snd l')).

Theorem label_join_least_upper_bound : forall l l' m : @label free_lattice, label_join l l' ⊑ m <-> l ⊑ m /\ l' ⊑ m.
Proof.
  intros [S I] [S' I'] [S'' I'']; unfold flows, label_join, secrecy, integrity; simpl.
  rewrite !andb_true_iff, join_least_upper_bound, meet_greatest_lower_bound; tauto.
Qed.

End FreeLattice.
